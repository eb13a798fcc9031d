// What libxml2's XML parser meets in a part of an office document, told by calls.

#pragma once

struct gongkai_xml_handler {
  // Local names and the namespace (NULL where there is none); attributes are pairs of local name and value,
  // ended by NULL.
  void (*start)(void *own, const char *name, const char *space, const char *const *attributes);
  void (*end)(void *own);
  void (*characters)(void *own, const char *utf8, int count);
};

enum gongkai_xml_result {
  GONGKAI_XML_READ = 0,
  // More than `deepest` elements stand in one another.
  GONGKAI_XML_TOO_DEEP,
  // It declares a document type, which office documents may not have (ECMA-376, part 2, 6.2.5): entities grow,
  // or name files.
  GONGKAI_XML_DECLARES_TYPE,
  GONGKAI_XML_MALFORMED,
};

// Reads a part. Nothing is fetched, no entity is put in but those that XML itself has.
enum gongkai_xml_result gongkai_read_xml(const char *bytes, int count, int deepest,
                                         const struct gongkai_xml_handler *handler, void *own);
