#include "html_reader.h"

#include <libxml/HTMLparser.h>
#include <string.h>

struct reading {
  const struct gongkai_html_handler *handler;
  void *own;
  htmlParserCtxtPtr parser;
  int deepest;
  int is_too_deep;
};

static void start(void *context, const xmlChar *name, const xmlChar **attributes) {
  struct reading *reading = context;
  if (reading->parser != NULL && reading->parser->nameNr > reading->deepest) {
    reading->is_too_deep = 1;
    xmlStopParser(reading->parser);
    return;
  }
  reading->handler->start(reading->own, (const char *)name, (const char *const *)attributes);
}

static void end(void *context, const xmlChar *name) {
  struct reading *reading = context;
  reading->handler->end(reading->own, (const char *)name);
}

static void characters(void *context, const xmlChar *bytes, int count) {
  struct reading *reading = context;
  reading->handler->characters(reading->own, (const char *)bytes, count);
}

int gongkai_read_html(const char *utf8, int count, int deepest,
                       const struct gongkai_html_handler *handler, void *own) {
  htmlSAXHandler sax;
  memset(&sax, 0, sizeof sax);
  sax.initialized = 1;
  sax.startElement = start;
  sax.endElement = end;
  sax.characters = characters;
  sax.ignorableWhitespace = characters;
  sax.cdataBlock = characters;
  struct reading reading = {handler, own, NULL, deepest, 0};
  htmlParserCtxtPtr parser =
      htmlCreatePushParserCtxt(&sax, &reading, NULL, 0, NULL, XML_CHAR_ENCODING_UTF8);
  if (parser == NULL) return 0;
  reading.parser = parser;
  htmlCtxtUseOptions(parser, HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                                 HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC);
  htmlParseChunk(parser, utf8, count, 1);
  htmlFreeParserCtxt(parser);
  return reading.is_too_deep;
}
