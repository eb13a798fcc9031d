// The parts of a message (MIME, RFC 2045), as web pages are saved that are one file with their pictures.

#pragma once

#include <stddef.h>

struct gongkai_mime_part {
  // `text/html`, in lower case.
  const char *type;
  // What the part says of itself, or NULL.
  const char *charset;
  const char *location;
  const char *content_id;
  // Decoded from what the message wraps it in.
  const unsigned char *bytes;
  size_t count;
};

enum {
  GONGKAI_MIME_READ = 0,
  GONGKAI_MIME_NONE = 1,  // it is no message
  GONGKAI_MIME_TOO_MANY = 2,
  GONGKAI_MIME_TOO_DEEP = 3,
};

// Hands over all parts that hold something themselves, in their order, at most `most`, from parts within parts at
// most `deepest` deep.
int gongkai_read_mime(const void *message, size_t count, int most, int deepest,
                      void (*part)(void *own, const struct gongkai_mime_part *part), void *own);
