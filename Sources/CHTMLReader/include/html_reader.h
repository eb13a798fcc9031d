// What libxml2's HTML parser meets in a page, told by calls; no tree is built, so that depth costs nothing.

#pragma once

struct gongkai_html_handler {
  // Names are in lower case; attributes are pairs of name and value (which may be NULL), ended by NULL.
  void (*start)(void *own, const char *tag, const char *const *attributes);
  void (*end)(void *own, const char *tag);
  // Words, scripts and styles.
  void (*characters)(void *own, const char *utf8, int count);
};

// Reads a page in UTF-8. Nothing is fetched. What is more than `deepest` elements deep ends the reading: the
// parser looks through all that are open at each end of one. Gives 1 where it ended so, else 0.
int gongkai_read_html(const char *utf8, int count, int deepest,
                       const struct gongkai_html_handler *handler, void *own);
