#include <stddef.h>

// The number that the linker computed of the running program (the note .note.gnu.build-id of its executable):
// equal code has equal numbers, other code has another. Swift has no name for `dl_iterate_phdr`, which finds it
// without a file being opened.
//
// Gives its length in bytes and writes up to `capacity` of them; 0 where the linker left none.
size_t gongkai_build_identity(unsigned char *bytes, size_t capacity);
