#define _GNU_SOURCE
#include "drawing_capture.h"

#include <dlfcn.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

// A page of a report draws a few thousand things; maps and charts draw up to some 100,000.
static const size_t maximum_items = 2000000;
// A report uses some 500 different characters, and a page of one rarely more than 300.
static const size_t maximum_letters = 8000;

typedef struct {
  void *items;
  size_t count, capacity;
} growing_array;

typedef struct {
  uintptr_t font;
  unsigned long code;  // the font's own number of the glyph
  int flipped;         // 1 where the font's glyphs stand on their heads (Type 3), and are shown turned
  unsigned char coverage[LETTER_SIDE * LETTER_SIDE];
} drawn_letter;

struct drawing_capture {
  cairo_t *target;
  growing_array shapes, points, glyphs, letters;
  int keeps_letters;
  double last_em;  // of the last run of a font of Type 3 that said what it is, in device space
  // Glyph outlines were added to the current path: the next stroke draws letters, not lines.
  int path_is_glyphs;
  int overflowed;
};

static _Thread_local drawing_capture *active = NULL;

static void *appended(drawing_capture *capture, growing_array *array, size_t item_size) {
  if (array->count >= maximum_items) {
    capture->overflowed = 1;
    return NULL;
  }
  if (array->count == array->capacity) {
    size_t capacity = array->capacity == 0 ? 256 : array->capacity * 2;
    void *items = realloc(array->items, capacity * item_size);
    if (items == NULL) {
      capture->overflowed = 1;
      return NULL;
    }
    array->items = items;
    array->capacity = capacity;
  }
  return (char *)array->items + item_size * array->count++;
}

drawing_capture *drawing_capture_begin(cairo_t *target) {
  drawing_capture *capture = calloc(1, sizeof *capture);
  if (capture == NULL) return NULL;
  capture->target = target;
  active = capture;
  return capture;
}

void drawing_capture_keep_letters(drawing_capture *capture) { capture->keeps_letters = 1; }

void drawing_capture_end(drawing_capture *capture) {
  if (capture == NULL) return;
  if (active == capture) active = NULL;
  free(capture->shapes.items);
  free(capture->points.items);
  free(capture->glyphs.items);
  free(capture->letters.items);
  free(capture);
}

const drawn_shape *drawing_capture_shapes(const drawing_capture *capture, size_t *count) {
  *count = capture->shapes.count;
  return capture->shapes.items;
}

const drawn_point *drawing_capture_points(const drawing_capture *capture, size_t *count) {
  *count = capture->points.count;
  return capture->points.items;
}

const drawn_glyph *drawing_capture_glyphs(const drawing_capture *capture, size_t *count) {
  *count = capture->glyphs.count;
  return capture->glyphs.items;
}

size_t drawing_capture_letter_count(const drawing_capture *capture) {
  return capture->letters.count;
}

const unsigned char *drawing_capture_letter(const drawing_capture *capture, size_t index) {
  return ((const drawn_letter *)capture->letters.items)[index].coverage;
}

int drawing_capture_overflowed(const drawing_capture *capture) { return capture->overflowed; }

// The clip's box in device space.
static void clip_box(cairo_t *cr, double *x0, double *y0, double *x1, double *y1) {
  double left, top, right, bottom;
  cairo_clip_extents(cr, &left, &top, &right, &bottom);
  double xs[4] = {left, right, right, left}, ys[4] = {top, top, bottom, bottom};
  *x0 = *y0 = INFINITY;
  *x1 = *y1 = -INFINITY;
  for (int i = 0; i < 4; i++) {
    cairo_user_to_device(cr, &xs[i], &ys[i]);
    *x0 = fmin(*x0, xs[i]);
    *x1 = fmax(*x1, xs[i]);
    *y0 = fmin(*y0, ys[i]);
    *y1 = fmax(*y1, ys[i]);
  }
}

static drawn_shape *begin_shape(drawing_capture *capture, cairo_t *cr, drawn_kind kind) {
  drawn_shape *shape = appended(capture, &capture->shapes, sizeof *shape);
  if (shape == NULL) return NULL;
  memset(shape, 0, sizeof *shape);
  shape->kind = kind;
  shape->alpha = 1;
  shape->first_point = capture->points.count;
  cairo_pattern_t *source = cairo_get_source(cr);
  shape->solid = cairo_pattern_get_rgba(source, &shape->red, &shape->green, &shape->blue,
                                        &shape->alpha) == CAIRO_STATUS_SUCCESS;
  if (cairo_get_operator(cr) == CAIRO_OPERATOR_DEST) shape->alpha = 0;
  clip_box(cr, &shape->clip_x0, &shape->clip_y0, &shape->clip_x1, &shape->clip_y1);
  return shape;
}

static void add_point(drawing_capture *capture, drawn_shape *shape, cairo_t *cr, double x, double y,
                      drawn_verb verb) {
  cairo_user_to_device(cr, &x, &y);
  drawn_point *point = appended(capture, &capture->points, sizeof *point);
  if (point == NULL) return;
  *point = (drawn_point){x, y, verb};
  shape->point_count++;
}

static void add_picture(drawing_capture *capture, cairo_t *cr) {
  drawn_shape *shape = begin_shape(capture, cr, DRAWN_PICTURE);
  if (shape == NULL) return;
  shape->solid = 0;
  // An image fills the unit square of its user space (PDF 32000-1, 8.9.5); poppler may have scaled
  // user space to the image's pixels by now, so the clip to the path is taken where there is one.
  double x0, y0, x1, y1;
  cairo_path_extents(cr, &x0, &y0, &x1, &y1);
  if (x1 <= x0 || y1 <= y0) {
    x0 = y0 = 0;
    x1 = y1 = 1;
  }
  add_point(capture, shape, cr, x0, y0, DRAWN_MOVE);
  add_point(capture, shape, cr, x1, y0, DRAWN_LINE);
  add_point(capture, shape, cr, x1, y1, DRAWN_LINE);
  add_point(capture, shape, cr, x0, y1, DRAWN_LINE);
}

static int is_image(cairo_pattern_t *pattern) {
  cairo_surface_t *surface = NULL;
  return cairo_pattern_get_surface(pattern, &surface) == CAIRO_STATUS_SUCCESS && surface != NULL &&
         cairo_surface_get_type(surface) == CAIRO_SURFACE_TYPE_IMAGE;
}

static void add_path(drawing_capture *capture, cairo_t *cr, drawn_kind kind) {
  drawn_shape *shape = begin_shape(capture, cr, kind);
  if (shape == NULL) return;
  if (kind == DRAWN_STROKE) {
    double width = cairo_get_line_width(cr);
    double ax = width, ay = 0, bx = 0, by = width;
    cairo_user_to_device_distance(cr, &ax, &ay);
    cairo_user_to_device_distance(cr, &bx, &by);
    shape->width_x = fmax(fabs(ax), fabs(bx));
    shape->width_y = fmax(fabs(ay), fabs(by));
  }
  cairo_path_t *path = cairo_copy_path(cr);
  for (int i = 0; i < path->num_data; i += path->data[i].header.length) {
    const cairo_path_data_t *data = &path->data[i];
    switch (data->header.type) {
      case CAIRO_PATH_MOVE_TO:
        add_point(capture, shape, cr, data[1].point.x, data[1].point.y, DRAWN_MOVE);
        break;
      case CAIRO_PATH_LINE_TO:
        add_point(capture, shape, cr, data[1].point.x, data[1].point.y, DRAWN_LINE);
        break;
      case CAIRO_PATH_CURVE_TO:
        shape->has_curves = 1;
        add_point(capture, shape, cr, data[3].point.x, data[3].point.y, DRAWN_CURVE);
        break;
      case CAIRO_PATH_CLOSE_PATH:
        add_point(capture, shape, cr, 0, 0, DRAWN_CLOSE);
        break;
    }
  }
  cairo_path_destroy(path);
}

// Adds up to four scalars of UTF-8 text to a glyph; more than that no glyph of a font stands for.
static void set_text(drawn_glyph *glyph, const unsigned char *utf8, int length) {
  int count = 0;
  for (int i = 0; i < length && count < 4;) {
    unsigned char lead = utf8[i];
    int size = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    if (i + size > length) break;
    uint32_t scalar = size == 1 ? lead : lead & (0x7F >> size);
    for (int k = 1; k < size; k++) scalar = scalar << 6 | (utf8[i + k] & 0x3F);
    glyph->text[count++] = scalar;
    i += size;
  }
}

#define REAL(name)                                        \
  static __typeof__(&name) real = NULL;                   \
  if (real == NULL) real = (__typeof__(real))dlsym(RTLD_NEXT, #name)

// The em of the current font, one of Type 3, in device space: it has a matrix of its own (PDF 32000-1,
// 9.6.5) by which glyphs may be drawn larger than the font's size, and may hold glyphs for several sizes,
// so that the glyphs of the run must say it. Ideographs are as wide as the em, digits and capitals 0.72
// as high. What says little, as a point does, is as large as what was drawn before.
static double type_3_em(drawing_capture *capture, cairo_t *cr, const cairo_glyph_t *glyphs,
                        int count, double size) {
  cairo_matrix_t font;
  cairo_get_font_matrix(cr, &font);
  double scale = hypot(font.xx, font.yx), widest = 0, highest = 0;
  if (scale == 0) return size;
  // Its glyphs are drawn by calls that would be taken down.
  active = NULL;
  for (int i = 0; i < count; i++) {
    cairo_text_extents_t extents;
    cairo_glyph_extents(cr, &glyphs[i], 1, &extents);
    widest = fmax(widest, fabs(extents.x_advance) / scale);
    highest = fmax(highest, extents.height / scale);
  }
  active = capture;
  if (widest > 0.2 && widest < 1.4) return size;
  double last = capture->last_em;
  int is_digit = highest > 1.1 * widest;
  double em = size * (is_digit ? highest / 0.72 : widest);
  if (is_digit && fabs(last - em) < 0.25 * em) return last;
  if (highest < 0.5 * widest && em < 0.7 * last) return last;
  if (highest > 0.5 * widest) capture->last_em = em;
  return em == 0 ? size : em;
}

// Draws a glyph of the current font of `cr` upright into a letter.
static void draw_letter(cairo_t *cr, unsigned long code, double factor, drawn_letter *letter) {
  cairo_matrix_t upright;
  cairo_matrix_init_scale(&upright, LETTER_EM / factor,
                          (letter->flipped ? -LETTER_EM : LETTER_EM) / factor);
  REAL(cairo_show_glyphs);
  cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_A8, LETTER_SIDE, LETTER_SIDE);
  cairo_t *own = cairo_create(surface);
  cairo_font_options_t *options = cairo_font_options_create();
  cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
  cairo_set_font_options(own, options);
  cairo_set_font_face(own, cairo_get_font_face(cr));
  cairo_set_font_matrix(own, &upright);
  cairo_glyph_t glyph = {code, LETTER_LEFT, LETTER_BASE};
  real(own, &glyph, 1);
  cairo_surface_flush(surface);
  const unsigned char *data = cairo_image_surface_get_data(surface);
  int stride = cairo_image_surface_get_stride(surface);
  for (int row = 0; data != NULL && row < LETTER_SIDE; row++)
    memcpy(letter->coverage + row * LETTER_SIDE, data + row * stride, LETTER_SIDE);
  cairo_font_options_destroy(options);
  cairo_destroy(own);
  cairo_surface_destroy(surface);
}

// The place of a glyph of the current font among the letters, which it joins where it is new.
static ptrdiff_t letter_of(drawing_capture *capture, cairo_t *cr, unsigned long code,
                           double factor, int flipped) {
  uintptr_t font = (uintptr_t)cairo_get_font_face(cr);
  const drawn_letter *letters = capture->letters.items;
  for (size_t i = 0; i < capture->letters.count; i++)
    if (letters[i].font == font && letters[i].code == code && letters[i].flipped == flipped) return i;
  if (capture->letters.count >= maximum_letters) return -1;
  drawn_letter *letter = appended(capture, &capture->letters, sizeof *letter);
  if (letter == NULL) return -1;
  memset(letter, 0, sizeof *letter);
  letter->font = font;
  letter->code = code;
  letter->flipped = flipped;
  // Fonts of Type 3 draw their glyphs by calls that would be taken down.
  drawing_capture *own = active;
  active = NULL;
  draw_letter(cr, code, factor, letter);
  active = own;
  return capture->letters.count - 1;
}

// Whether a glyph may put nothing on the page: its text is unknown or white space. Wrong maps have white
// space for characters too.
static int is_blank(uint32_t scalar) {
  return scalar <= 0x20 || scalar == 0xA0 || scalar == 0x3000 ||
         (scalar >= 0x2000 && scalar <= 0x200B);
}

// Writes down glyphs; without clusters their text is unknown.
static void add_glyphs(drawing_capture *capture, cairo_t *cr, const cairo_glyph_t *glyphs,
                       int count, const char *utf8, int utf8_length,
                       const cairo_text_cluster_t *clusters, int cluster_count) {
  cairo_matrix_t font, matrix, both;
  cairo_get_font_matrix(cr, &font);
  cairo_get_matrix(cr, &matrix);
  cairo_matrix_multiply(&both, &font, &matrix);
  // The em's height is the distance of the baseline from its parallel through the em's top, so that
  // artificially slanted letters keep their size.
  double length = hypot(both.xx, both.yx);
  double size = length > 0 ? fabs(both.xx * both.yy - both.xy * both.yx) / length : 0;
  double factor = 1;
  if (size > 0 && cairo_font_face_get_type(cairo_get_font_face(cr)) == CAIRO_FONT_TYPE_USER) {
    double em = type_3_em(capture, cr, glyphs, count, size);
    factor = em / size;
    size = em;
  }
  int flipped = both.xx * both.yy - both.xy * both.yx < 0;
  double red = 0, green = 0, blue = 0, alpha = 1;
  cairo_pattern_get_rgba(cairo_get_source(cr), &red, &green, &blue, &alpha);
  if (alpha == 0 || size == 0) return;
  double x0, y0, x1, y1;
  clip_box(cr, &x0, &y0, &x1, &y1);
  uintptr_t face = (uintptr_t)cairo_get_font_face(cr);
  int cluster = 0, left_in_cluster = 0, offset = 0;
  for (int i = 0; i < count; i++) {
    drawn_glyph *glyph = appended(capture, &capture->glyphs, sizeof *glyph);
    if (glyph == NULL) return;
    memset(glyph, 0, sizeof *glyph);
    glyph->x = glyphs[i].x;
    glyph->y = glyphs[i].y;
    cairo_user_to_device(cr, &glyph->x, &glyph->y);
    glyph->size = size;
    glyph->angle = atan2(both.yx, both.xx);
    // As on white paper: watermarks are often black and all but transparent.
    glyph->red = 1 - (1 - red) * alpha;
    glyph->green = 1 - (1 - green) * alpha;
    glyph->blue = 1 - (1 - blue) * alpha;
    glyph->order = capture->shapes.count;
    glyph->font = face;
    glyph->mapped = clusters != NULL;
    glyph->inked = 1;
    glyph->code = glyphs[i].index;
    glyph->letter = capture->keeps_letters ? letter_of(capture, cr, glyphs[i].index, factor, flipped) : -1;
    glyph->clipped = glyph->x < x0 - size || glyph->x > x1 + size || glyph->y < y0 - size ||
                     glyph->y > y1 + size;
    if (clusters != NULL) {
      if (left_in_cluster == 0 && cluster < cluster_count) {
        int bytes = clusters[cluster].num_bytes;
        if (offset + bytes <= utf8_length)
          set_text(glyph, (const unsigned char *)utf8 + offset, bytes);
        offset += bytes;
        left_in_cluster = clusters[cluster].num_glyphs;
        cluster++;
      }
      if (left_in_cluster > 0) left_in_cluster--;
    }
    if (is_blank(glyph->text[0])) {
      cairo_text_extents_t extents;
      cairo_glyph_extents(cr, &glyphs[i], 1, &extents);
      glyph->inked = extents.width > 0 && extents.height > 0;
    }
  }
}

// Whether the call is to be taken down; drawing on other contexts during a capture (cells of tiling
// patterns, masks) is neither taken down nor painted.
static int is_captured(cairo_t *cr) { return active != NULL && active->target == cr; }

void cairo_stroke_preserve(cairo_t *cr) {
  if (active == NULL) {
    REAL(cairo_stroke_preserve);
    real(cr);
    return;
  }
  if (is_captured(cr) && !active->path_is_glyphs) add_path(active, cr, DRAWN_STROKE);
}

void cairo_stroke(cairo_t *cr) {
  if (active == NULL) {
    REAL(cairo_stroke);
    real(cr);
    return;
  }
  cairo_stroke_preserve(cr);
  cairo_new_path(cr);
}

void cairo_fill_preserve(cairo_t *cr) {
  if (active == NULL) {
    REAL(cairo_fill_preserve);
    real(cr);
    return;
  }
  if (!is_captured(cr) || active->path_is_glyphs) return;
  if (is_image(cairo_get_source(cr)))
    add_picture(active, cr);
  else
    add_path(active, cr, DRAWN_FILL);
}

void cairo_fill(cairo_t *cr) {
  if (active == NULL) {
    REAL(cairo_fill);
    real(cr);
    return;
  }
  cairo_fill_preserve(cr);
  cairo_new_path(cr);
}

void cairo_new_path(cairo_t *cr) {
  REAL(cairo_new_path);
  if (is_captured(cr)) active->path_is_glyphs = 0;
  real(cr);
}

void cairo_paint(cairo_t *cr) {
  if (active == NULL) {
    REAL(cairo_paint);
    real(cr);
    return;
  }
  if (is_captured(cr) && is_image(cairo_get_source(cr))) add_picture(active, cr);
}

void cairo_paint_with_alpha(cairo_t *cr, double alpha) {
  if (active == NULL) {
    REAL(cairo_paint_with_alpha);
    real(cr, alpha);
    return;
  }
  if (alpha > 0) cairo_paint(cr);
}

void cairo_mask(cairo_t *cr, cairo_pattern_t *pattern) {
  if (active == NULL) {
    REAL(cairo_mask);
    real(cr, pattern);
    return;
  }
  if (is_captured(cr) && (is_image(cairo_get_source(cr)) || is_image(pattern)))
    add_picture(active, cr);
}

void cairo_mask_surface(cairo_t *cr, cairo_surface_t *surface, double x, double y) {
  if (active == NULL) {
    REAL(cairo_mask_surface);
    real(cr, surface, x, y);
    return;
  }
  if (is_captured(cr)) add_picture(active, cr);
}

void cairo_show_glyphs(cairo_t *cr, const cairo_glyph_t *glyphs, int count) {
  if (active == NULL) {
    REAL(cairo_show_glyphs);
    real(cr, glyphs, count);
    return;
  }
  if (is_captured(cr)) add_glyphs(active, cr, glyphs, count, NULL, 0, NULL, 0);
}

void cairo_show_text_glyphs(cairo_t *cr, const char *utf8, int utf8_length,
                            const cairo_glyph_t *glyphs, int count,
                            const cairo_text_cluster_t *clusters, int cluster_count,
                            cairo_text_cluster_flags_t flags) {
  if (active == NULL) {
    REAL(cairo_show_text_glyphs);
    real(cr, utf8, utf8_length, glyphs, count, clusters, cluster_count, flags);
    return;
  }
  if (is_captured(cr))
    add_glyphs(active, cr, glyphs, count, utf8, utf8_length, clusters, cluster_count);
}

void cairo_glyph_path(cairo_t *cr, const cairo_glyph_t *glyphs, int count) {
  if (active == NULL) {
    REAL(cairo_glyph_path);
    real(cr, glyphs, count);
    return;
  }
  if (!is_captured(cr)) return;
  // Outlined letters and letters that clip: boxes stand for their outlines, so that a clip to them
  // keeps its extent, and the path is marked as letters.
  add_glyphs(active, cr, glyphs, count, NULL, 0, NULL, 0);
  cairo_matrix_t font;
  cairo_get_font_matrix(cr, &font);
  for (int i = 0; i < count; i++)
    cairo_rectangle(cr, glyphs[i].x, glyphs[i].y, font.xx, font.yy);
  active->path_is_glyphs = 1;
}
