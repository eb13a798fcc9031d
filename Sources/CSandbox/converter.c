#define _GNU_SOURCE
#include <errno.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "calls.h"
#include "ruleset.h"
#include "sandbox.h"

// What a program that converts documents does beyond reading: it writes files, where Landlock lets it, and
// its threads tell one another of events.
static const int writing[] = {
    SCMP_SYS(mkdir), SCMP_SYS(mkdirat), SCMP_SYS(rmdir), SCMP_SYS(unlink), SCMP_SYS(unlinkat),
    SCMP_SYS(rename), SCMP_SYS(renameat), SCMP_SYS(renameat2), SCMP_SYS(link), SCMP_SYS(chmod),
    SCMP_SYS(fchmod), SCMP_SYS(fchmodat), SCMP_SYS(utimensat), SCMP_SYS(truncate),
    SCMP_SYS(ftruncate), SCMP_SYS(fallocate), SCMP_SYS(fsync), SCMP_SYS(fdatasync),
    SCMP_SYS(flock), SCMP_SYS(umask), SCMP_SYS(chdir), SCMP_SYS(getdents), SCMP_SYS(pipe),
    SCMP_SYS(pipe2), SCMP_SYS(eventfd2), SCMP_SYS(epoll_create1), SCMP_SYS(epoll_ctl),
    SCMP_SYS(epoll_wait), SCMP_SYS(epoll_pwait), SCMP_SYS(select), SCMP_SYS(pselect6),
    SCMP_SYS(memfd_create), SCMP_SYS(shutdown), SCMP_SYS(close_range), SCMP_SYS(getpgrp),
    SCMP_SYS(getresuid), SCMP_SYS(getresgid), SCMP_SYS(getgroups), SCMP_SYS(sched_setscheduler),
    SCMP_SYS(sched_get_priority_max), SCMP_SYS(sched_get_priority_min), SCMP_SYS(getpriority),
    SCMP_SYS(accept), SCMP_SYS(accept4), SCMP_SYS(getsockname), SCMP_SYS(setsockopt),
};

// Refused; it goes on without.
static const int denied[] = {
    SCMP_SYS(connect), SCMP_SYS(sendto), SCMP_SYS(sendmsg), SCMP_SYS(sendmmsg), SCMP_SYS(kill),
    SCMP_SYS(tkill), SCMP_SYS(ioctl), SCMP_SYS(chown), SCMP_SYS(fchown), SCMP_SYS(lchown),
    SCMP_SYS(fchownat), SCMP_SYS(fork), SCMP_SYS(vfork), SCMP_SYS(setsid), SCMP_SYS(setpgid),
    SCMP_SYS(symlink), SCMP_SYS(symlinkat),
};

static int add_rules(scmp_filter_ctx filter) {
  int failed = add_common(filter);
  for (size_t i = 0; i < COUNT(writing); i++) ADD(SCMP_ACT_ALLOW, writing[i], 0);
  for (size_t i = 0; i < COUNT(denied); i++) ADD(SCMP_ACT_ERRNO(EPERM), denied[i], 0);
  // The converter itself; Landlock says that there is no other.
  ADD(SCMP_ACT_ALLOW, SCMP_SYS(execve), 0);
  // LibreOffice ends unless it has a socket by which a second one would find it. It gets one of the kind that
  // stays on the machine, and is told that it is bound and listened to; it is not, so nobody can.
  ADD(SCMP_ACT_ALLOW, SCMP_SYS(socket), 1, SCMP_A0(SCMP_CMP_EQ, AF_UNIX));
  ADD(SCMP_ACT_ERRNO(EAFNOSUPPORT), SCMP_SYS(socket), 1, SCMP_A0(SCMP_CMP_NE, AF_UNIX));
  ADD(SCMP_ACT_ALLOW, SCMP_SYS(socketpair), 1, SCMP_A0(SCMP_CMP_EQ, AF_UNIX));
  ADD(SCMP_ACT_ERRNO(0), SCMP_SYS(bind), 0);
  ADD(SCMP_ACT_ERRNO(0), SCMP_SYS(listen), 0);
  return failed ? -1 : 0;
}

static int lock_calls(void) {
  scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(ENOSYS));
  if (filter == NULL) return 0;
  int failed = add_rules(filter) != 0 ||
               seccomp_attr_set(filter, SCMP_FLTATR_CTL_OPTIMIZE, 2) != 0 ||
               seccomp_load(filter) != 0;
  seccomp_release(filter);
  return failed ? 0 : ROOM_CALLS;
}

static int lock_files(const char *folder, const char *program) {
  int version = 0;
  int ruleset = ruleset_create(&version);
  if (ruleset < 0) return 0;
  static const char *const readable[] = {
      "/usr",        "/lib",           "/lib64",        "/opt",          "/etc/fonts",
      "/etc/libreoffice", "/etc/ld.so.cache", "/etc/localtime", "/var/lib/libreoffice",
      "/var/spool/libreoffice",
      "/var/cache/fontconfig", "/proc/cpuinfo", "/proc/meminfo", "/sys/devices/system/cpu",
      "/dev/urandom", "/dev/random",
  };
  for (size_t i = 0; i < COUNT(readable); i++) ruleset_allow(ruleset, readable[i], ACCESS_READ);
  ruleset_allow(ruleset, "/dev/null", LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE);
  // The program, and what starts programs.
  static const char *const loaders[] = {
      "/lib64/ld-linux-x86-64.so.2", "/lib/ld-linux-aarch64.so.1", "/lib64/ld-linux-aarch64.so.1",
  };
  uint64_t start = LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_READ_FILE;
  for (size_t i = 0; i < COUNT(loaders); i++) ruleset_allow(ruleset, loaders[i], start);
  ruleset_allow(ruleset, program, start);
  // In its folder it may do what it likes, but start programs or make devices.
  uint64_t no = LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_MAKE_CHAR |
                LANDLOCK_ACCESS_FS_MAKE_BLOCK | LANDLOCK_ACCESS_FS_MAKE_SOCK | ACCESS_IOCTL_DEV;
  ruleset_allow(ruleset, folder, ruleset_rights(version) & ~no);
  return ruleset_enter(ruleset, version);
}

int room_lock_converter(const char *folder, const char *program) {
  int holds = 0;
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0) holds |= ROOM_NO_NEW_PRIVILEGES;
  holds |= lock_files(folder, program);
  holds |= lock_calls();
  return holds;
}
