#define _GNU_SOURCE
#include "build_identity.h"
#include <link.h>
#include <string.h>

struct found {
  unsigned char *bytes;
  size_t capacity;
  size_t length;
};

static size_t padded(size_t size) { return (size + 3) & ~(size_t)3; }

static int look_into(struct dl_phdr_info *object, size_t size, void *data) {
  (void)size;
  struct found *found = data;
  for (int i = 0; i < object->dlpi_phnum; i++) {
    const ElfW(Phdr) *part = &object->dlpi_phdr[i];
    if (part->p_type != PT_NOTE) continue;
    const char *start = (const char *)(object->dlpi_addr + part->p_vaddr);
    size_t at = 0;
    while (at + sizeof(ElfW(Nhdr)) <= part->p_memsz) {
      ElfW(Nhdr) note;
      memcpy(&note, start + at, sizeof note);
      size_t name = at + sizeof note, content = name + padded(note.n_namesz);
      if (content + note.n_descsz > part->p_memsz) break;
      if (note.n_type == NT_GNU_BUILD_ID && note.n_namesz == 4 && memcmp(start + name, "GNU", 4) == 0) {
        found->length = note.n_descsz;
        size_t copied = note.n_descsz < found->capacity ? note.n_descsz : found->capacity;
        memcpy(found->bytes, start + content, copied);
        return 1;
      }
      at = content + padded(note.n_descsz);
    }
  }
  return 1;  // The first object is the program; libraries have numbers of their own.
}

size_t gongkai_build_identity(unsigned char *bytes, size_t capacity) {
  struct found found = {bytes, capacity, 0};
  dl_iterate_phdr(look_into, &found);
  return found.length;
}
