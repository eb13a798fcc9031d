// What a page draws, taken down while poppler draws it.
//
// poppler-glib has no call for the paths of a page, and rasterising a page to look for its lines
// costs four times as much as reading its text and loses their exact place. This module therefore
// defines the handful of cairo functions that put something on a surface (cairo_stroke,
// cairo_fill, cairo_show_glyphs, …). The dynamic linker prefers a program's own definitions to those
// of libcairo, so poppler's calls arrive here. While a capture is active on the calling thread, what
// would be drawn is written down and nothing is painted; otherwise the call goes on to cairo.
#ifndef DRAWING_CAPTURE_H
#define DRAWING_CAPTURE_H

#include <cairo.h>
#include <stddef.h>
#include <stdint.h>

typedef enum {
  DRAWN_STROKE = 0,
  DRAWN_FILL = 1,
  DRAWN_PICTURE = 2,
} drawn_kind;

typedef enum {
  DRAWN_MOVE = 0,
  DRAWN_LINE = 1,
  DRAWN_CURVE = 2,  // the end point of a curve; its control points are left out
  DRAWN_CLOSE = 3,
} drawn_verb;

// A point of a path in device space.
typedef struct {
  double x, y;
  int verb;
} drawn_point;

// A stroke, a fill or a picture; coordinates in device space.
typedef struct {
  int kind;
  int solid;                // 1 where the colour is known, 0 for patterns, shadings and pictures
  double red, green, blue;  // 0 to 1
  double alpha;
  double width_x, width_y;  // extent of the pen of a stroke along each axis
  int has_curves;
  double clip_x0, clip_y0, clip_x1, clip_y1;
  size_t first_point, point_count;  // a picture has the four corners of its box
} drawn_shape;

// The origin of a visible glyph in device space.
typedef struct {
  double x, y;
  double size;   // height of the font's em
  double angle;  // of the baseline, radians, clockwise as the page is seen
  double red, green, blue;
  size_t order;      // how many shapes were drawn before it
  uintptr_t font;    // tells fonts apart; good for nothing else
  unsigned long code;  // the glyph's number in its font
  int mapped;        // 1 where the font has a ToUnicode map, so that the text below can be trusted
  int inked;         // 0 where the glyph is known to put nothing on the page (a space)
  int clipped;       // 1 where the origin lies outside the clip
  uint32_t text[4];  // Unicode scalars; 0 after the last
  ptrdiff_t letter;  // place among the letters of the capture; -1 where they are not kept
} drawn_glyph;

enum {
  LETTER_SIDE = 80,    // pixels
  LETTER_EM = 40,      // pixels
  LETTER_LEFT = 20,    // the origin on the baseline, in pixels from the left …
  LETTER_BASE = 56,    // … and from the top
};

typedef struct drawing_capture drawing_capture;

// Starts to take down what is drawn on `target` by the calling thread; NULL without memory.
// One capture a thread at a time.
drawing_capture *drawing_capture_begin(cairo_t *target);

// Keeps how each glyph looks, from now on.
void drawing_capture_keep_letters(drawing_capture *capture);

// Ends the capture on its thread and frees it.
void drawing_capture_end(drawing_capture *capture);

const drawn_shape *drawing_capture_shapes(const drawing_capture *capture, size_t *count);
const drawn_point *drawing_capture_points(const drawing_capture *capture, size_t *count);
const drawn_glyph *drawing_capture_glyphs(const drawing_capture *capture, size_t *count);
size_t drawing_capture_letter_count(const drawing_capture *capture);
// How a glyph looks upright at one size, whatever size and direction it is drawn in: LETTER_SIDE rows of
// as many pixels from the top; 255 is ink.
const unsigned char *drawing_capture_letter(const drawing_capture *capture, size_t index);

// 1 where the page draws more than is taken down (a bound on memory).
int drawing_capture_overflowed(const drawing_capture *capture);

#endif
