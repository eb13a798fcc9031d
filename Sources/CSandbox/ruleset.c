#define _GNU_SOURCE
#include "ruleset.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "sandbox.h"

struct ruleset {
  uint64_t files, network, scope;
};

uint64_t ruleset_rights(int version) {
  uint64_t rights = (1ULL << 13) - 1;
  if (version >= 2) rights |= LANDLOCK_ACCESS_FS_REFER;
  if (version >= 3) rights |= ACCESS_TRUNCATE;
  if (version >= 5) rights |= ACCESS_IOCTL_DEV;
  return rights;
}

int ruleset_create(int *version) {
  *version = (int)syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
  if (*version < 1) return -1;
  struct ruleset rights = {.files = ruleset_rights(*version)};
  size_t size = sizeof rights.files;
  if (*version >= 4) {
    rights.network = NETWORK_BIND_CONNECT;
    size += sizeof rights.network;
  }
  if (*version >= 6) {
    rights.scope = SCOPE_SOCKETS_SIGNALS;
    size += sizeof rights.scope;
  }
  return (int)syscall(SYS_landlock_create_ruleset, &rights, size, 0);
}

void ruleset_allow(int ruleset, const char *path, uint64_t rights) {
  int descriptor = open(path, O_PATH | O_CLOEXEC);
  if (descriptor < 0) return;
  struct stat status;
  if (fstat(descriptor, &status) == 0) {
    if (!S_ISDIR(status.st_mode)) rights &= ~(uint64_t)LANDLOCK_ACCESS_FS_READ_DIR;
    struct landlock_path_beneath_attr rule = {.allowed_access = rights, .parent_fd = descriptor};
    syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
  }
  close(descriptor);
}

int ruleset_enter(int ruleset, int version) {
  int failed = syscall(SYS_landlock_restrict_self, ruleset, 0);
  close(ruleset);
  if (failed) return 0;
  return ROOM_FILES | (version >= 4 ? ROOM_NETWORK : 0) | (version >= 6 ? ROOM_SIGNALS : 0);
}
