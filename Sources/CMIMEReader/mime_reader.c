#include "mime_reader.h"

#include <gmime/gmime.h>

struct reading {
  void (*part)(void *own, const struct gongkai_mime_part *part);
  void *own;
  int most;
  int deepest;
  int count;
};

static void hand_over(struct reading *reading, GMimePart *part) {
  GMimeDataWrapper *content = g_mime_part_get_content(part);
  if (content == NULL) return;
  GMimeContentType *type = g_mime_object_get_content_type(GMIME_OBJECT(part));
  char *name = g_mime_content_type_get_mime_type(type);
  char *lower = g_ascii_strdown(name, -1);
  GByteArray *bytes = g_byte_array_new();
  GMimeStream *stream = g_mime_stream_mem_new_with_byte_array(bytes);
  g_mime_stream_mem_set_owner(GMIME_STREAM_MEM(stream), FALSE);
  g_mime_data_wrapper_write_to_stream(content, stream);
  struct gongkai_mime_part found = {
      .type = lower,
      .charset = g_mime_content_type_get_parameter(type, "charset"),
      .location = g_mime_part_get_content_location(part),
      .content_id = g_mime_part_get_content_id(part),
      .bytes = bytes->data,
      .count = bytes->len,
  };
  reading->part(reading->own, &found);
  g_object_unref(stream);
  g_byte_array_free(bytes, TRUE);
  g_free(lower);
  g_free(name);
}

static int walk(struct reading *reading, GMimeObject *object, int depth) {
  if (object == NULL) return GONGKAI_MIME_READ;
  if (depth > reading->deepest) return GONGKAI_MIME_TOO_DEEP;
  if (GMIME_IS_MULTIPART(object)) {
    int count = g_mime_multipart_get_count(GMIME_MULTIPART(object));
    for (int i = 0; i < count; i++) {
      int result = walk(reading, g_mime_multipart_get_part(GMIME_MULTIPART(object), i), depth + 1);
      if (result != GONGKAI_MIME_READ) return result;
    }
  } else if (GMIME_IS_PART(object)) {
    if (++reading->count > reading->most) return GONGKAI_MIME_TOO_MANY;
    hand_over(reading, GMIME_PART(object));
  }
  return GONGKAI_MIME_READ;
}

int gongkai_read_mime(const void *message, size_t count, int most, int deepest,
                      void (*part)(void *own, const struct gongkai_mime_part *part), void *own) {
  g_mime_init();
  GMimeStream *stream = g_mime_stream_mem_new_with_buffer(message, count);
  GMimeParser *parser = g_mime_parser_new_with_stream(stream);
  g_object_unref(stream);
  GMimeObject *root = g_mime_parser_construct_part(parser, NULL);
  g_object_unref(parser);
  if (root == NULL) return GONGKAI_MIME_NONE;
  struct reading reading = {part, own, most, deepest, 0};
  int result = walk(&reading, root, 0);
  g_object_unref(root);
  return result;
}
