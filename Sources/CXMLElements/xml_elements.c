#include "xml_elements.h"

#include <libxml/parser.h>
#include <stdlib.h>
#include <string.h>

struct reading {
  const struct gongkai_xml_handler *handler;
  void *own;
  xmlParserCtxtPtr parser;
  int deepest;
  enum gongkai_xml_result result;
};

static void stop(struct reading *reading, enum gongkai_xml_result result) {
  reading->result = result;
  xmlStopParser(reading->parser);
}

static void start(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *space,
                  int namespaces, const xmlChar **declared, int count, int defaulted,
                  const xmlChar **attributes) {
  (void)prefix, (void)namespaces, (void)declared, (void)defaulted;
  struct reading *reading = context;
  if (reading->result != GONGKAI_XML_READ) return;
  if (reading->parser->nameNr > reading->deepest) return stop(reading, GONGKAI_XML_TOO_DEEP);
  // Each attribute is its name, prefix, namespace, and where its value begins and ends.
  const char **pairs = calloc(2 * (size_t)count + 1, sizeof *pairs);
  char **values = calloc((size_t)count + 1, sizeof *values);
  if (pairs != NULL && values != NULL) {
    for (int index = 0; index < count; index++) {
      const xmlChar **attribute = attributes + 5 * index;
      values[index] = (char *)xmlStrndup(attribute[3], (int)(attribute[4] - attribute[3]));
      pairs[2 * index] = (const char *)attribute[0];
      pairs[2 * index + 1] = values[index] == NULL ? "" : values[index];
    }
    reading->handler->start(reading->own, (const char *)name, (const char *)space, pairs);
    for (int index = 0; index < count; index++) xmlFree(values[index]);
  }
  free(values);
  free(pairs);
}

static void end(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *space) {
  (void)name, (void)prefix, (void)space;
  struct reading *reading = context;
  if (reading->result == GONGKAI_XML_READ) reading->handler->end(reading->own);
}

static void characters(void *context, const xmlChar *bytes, int count) {
  struct reading *reading = context;
  if (reading->result == GONGKAI_XML_READ)
    reading->handler->characters(reading->own, (const char *)bytes, count);
}

static void declares_type(void *context, const xmlChar *name, const xmlChar *public_id,
                          const xmlChar *system_id) {
  (void)name, (void)public_id, (void)system_id;
  stop(context, GONGKAI_XML_DECLARES_TYPE);
}

static void complain(void *context, const char *message, ...) { (void)context, (void)message; }

enum gongkai_xml_result gongkai_read_xml(const char *bytes, int count, int deepest,
                                         const struct gongkai_xml_handler *handler, void *own) {
  xmlSAXHandler sax;
  memset(&sax, 0, sizeof sax);
  sax.initialized = XML_SAX2_MAGIC;
  sax.startElementNs = start;
  sax.endElementNs = end;
  sax.characters = characters;
  sax.cdataBlock = characters;
  sax.internalSubset = declares_type;
  sax.warning = complain;
  sax.error = complain;
  struct reading reading = {handler, own, NULL, deepest, GONGKAI_XML_READ};
  reading.parser = xmlCreatePushParserCtxt(&sax, &reading, NULL, 0, NULL);
  if (reading.parser == NULL) return GONGKAI_XML_MALFORMED;
  xmlCtxtUseOptions(reading.parser, XML_PARSE_NONET);
  // libxml2 looks no further than 10 MB ahead within what it is handed at a time.
  const int most = 1 << 16;
  for (int place = 0; place < count && reading.result == GONGKAI_XML_READ; place += most) {
    int rest = count - place;
    if (xmlParseChunk(reading.parser, bytes + place, rest < most ? rest : most, 0) != 0) break;
  }
  if (reading.result == GONGKAI_XML_READ) xmlParseChunk(reading.parser, bytes, 0, 1);
  if (reading.result == GONGKAI_XML_READ && !reading.parser->wellFormed)
    reading.result = GONGKAI_XML_MALFORMED;
  xmlFreeParserCtxt(reading.parser);
  return reading.result;
}
