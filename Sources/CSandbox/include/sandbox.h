// The room in which a process locks itself before it looks at files of strangers.
//
// A PDF library has had a fault that lets a file take over its process every few months for twenty
// years. What has taken over a process here finds no network, no program to start, no file to write, and
// none to read but fonts and the data of recognition.
#ifndef SANDBOX_H
#define SANDBOX_H

#include <stddef.h>
#include <sys/types.h>

// What of the room this system gives, as bits.
enum {
  ROOM_NO_NEW_PRIVILEGES = 1,  // no program can give more rights (prctl(2), PR_SET_NO_NEW_PRIVS)
  ROOM_NOT_DUMPABLE = 2,       // no other process of the user may look inside
  ROOM_FILES = 4,              // Landlock: only the paths that were named can be opened, for reading
  ROOM_NETWORK = 8,            // Landlock 4: no TCP, whatever the descriptor
  ROOM_SIGNALS = 16,           // Landlock 6: no signal to a process outside
  ROOM_CALLS = 32,             // seccomp: only the calls that reading needs
  ROOM_EVERYTHING = 63,
};

// Locks this process, all its threads, for good: from now on files can be opened for reading below the
// `count` paths only, those that do not exist being passed over.
// Gives what holds; each part that the kernel lacks or refuses is left out.
int room_lock(const char *const *paths, size_t count);

// Locks this process, which has one thread, before it becomes a program that converts documents: from now on it
// can start that program alone, write in the folder alone, read what is installed, and reach no network and no
// other process. Gives what holds.
int room_lock_converter(const char *folder, const char *program);

// Lets the kernel end this process (SIGKILL) when the process `parent`, which started it, ends.
// Gives 0, or -1 where that has ended already.
int room_die_with(pid_t parent);

// Sends bytes over a socket and a descriptor with them; -1 (errno) unless all went.
int descriptor_send(int socket, const void *bytes, size_t count, int descriptor);

// Receives up to `count` bytes; `*descriptor` is the one that came with them, which the caller owns, or
// -1. Serves what is no socket too, from which no descriptors come. 0 at the end, -1 (errno) on failure.
ssize_t descriptor_receive(int source, void *bytes, size_t count, int *descriptor);

#endif
