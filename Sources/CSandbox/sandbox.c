#define _GNU_SOURCE
#include "sandbox.h"

#include <errno.h>
#include <sched.h>
#include <seccomp.h>
#include <signal.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "calls.h"
#include "ruleset.h"

int room_die_with(pid_t parent) {
  if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0) return 0;
  // Before that call nobody would have told.
  return getppid() == parent ? 0 : -1;
}

static int lock_files(const char *const *paths, size_t count) {
  int version = 0;
  int ruleset = ruleset_create(&version);
  if (ruleset < 0) return 0;
  for (size_t i = 0; i < count; i++) ruleset_allow(ruleset, paths[i], ACCESS_READ);
  // Where Tesseract sends what it has to say.
  ruleset_allow(ruleset, "/dev/null", LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE);
  return ruleset_enter(ruleset, version);
}

// What a library may try for reasons of its own, and goes on without (EPERM).
static const int refused[] = {
    SCMP_SYS(socket), SCMP_SYS(socketpair), SCMP_SYS(connect), SCMP_SYS(bind), SCMP_SYS(sendto),
    SCMP_SYS(sendmsg), SCMP_SYS(kill), SCMP_SYS(tkill), SCMP_SYS(ioctl), SCMP_SYS(mkdir),
    SCMP_SYS(mkdirat), SCMP_SYS(unlink), SCMP_SYS(unlinkat), SCMP_SYS(rename), SCMP_SYS(renameat),
    SCMP_SYS(chmod), SCMP_SYS(fchmod), SCMP_SYS(fchmodat), SCMP_SYS(chown), SCMP_SYS(fchown),
    SCMP_SYS(utimensat), SCMP_SYS(truncate), SCMP_SYS(ftruncate), SCMP_SYS(fork), SCMP_SYS(vfork),
};

static int add_rules(scmp_filter_ctx filter) {
  int failed = add_common(filter);
  for (size_t i = 0; i < COUNT(refused); i++) ADD(SCMP_ACT_ERRNO(EPERM), refused[i], 0);
  ADD(SCMP_ACT_KILL_PROCESS, SCMP_SYS(execve), 0);
  return failed ? -1 : 0;
}

static int lock_calls(void) {
  scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(ENOSYS));
  if (filter == NULL) return 0;
  // Threads that libraries may have started already are locked with this one.
  int failed = seccomp_attr_set(filter, SCMP_FLTATR_CTL_TSYNC, 1) != 0 || add_rules(filter) != 0 ||
               seccomp_attr_set(filter, SCMP_FLTATR_CTL_OPTIMIZE, 2) != 0 ||
               seccomp_load(filter) != 0;
  seccomp_release(filter);
  return failed ? 0 : ROOM_CALLS;
}

int room_lock(const char *const *paths, size_t count) {
  int holds = 0;
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0) holds |= ROOM_NO_NEW_PRIVILEGES;
  if (prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0) holds |= ROOM_NOT_DUMPABLE;
  holds |= lock_files(paths, count);
  // Last: it takes away the calls above.
  holds |= lock_calls();
  return holds;
}
