// Landlock: what files a process may still reach. glibc has no calls for it, and Debian 12's headers stop at its
// version 2 (landlock(7)).
#ifndef RULESET_H
#define RULESET_H

#include <linux/landlock.h>
#include <stdint.h>

#define ACCESS_TRUNCATE (1ULL << 14)   // version 3
#define ACCESS_IOCTL_DEV (1ULL << 15)  // version 5
#define NETWORK_BIND_CONNECT 3ULL      // version 4
#define SCOPE_SOCKETS_SIGNALS 3ULL     // version 6
#define ACCESS_READ (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR)

// Everything that can be done to files in this version: the 13 rights of version 1, REFER of version 2, and what
// came.
uint64_t ruleset_rights(int version);

// A set that allows nothing yet; -1 where the kernel has no Landlock. `*version` is Landlock's.
int ruleset_create(int *version);

// Allows this below a path, which is passed over where it is not there.
void ruleset_allow(int ruleset, const char *path, uint64_t rights);

// Holds this process to the set, for good, and closes it. Gives what holds, as bits of ROOM_.
int ruleset_enter(int ruleset, int version);

#endif
