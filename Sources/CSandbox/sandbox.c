#define _GNU_SOURCE
#include "sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <sched.h>
#include <seccomp.h>
#include <signal.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

int room_die_with(pid_t parent) {
  if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0) return 0;
  // Before that call nobody would have told.
  return getppid() == parent ? 0 : -1;
}

// Landlock: glibc has no calls for it, and Debian 12's headers stop at its version 2 (landlock(7)).

#define ACCESS_TRUNCATE (1ULL << 14)   // version 3
#define ACCESS_IOCTL_DEV (1ULL << 15)  // version 5
#define NETWORK_BIND_CONNECT 3ULL      // version 4
#define SCOPE_SOCKETS_SIGNALS 3ULL     // version 6

struct ruleset {
  uint64_t files, network, scope;
};

// Everything that can be done to files: the 13 rights of version 1, REFER of version 2, and what came.
static uint64_t file_rights(int version) {
  uint64_t rights = (1ULL << 13) - 1;
  if (version >= 2) rights |= LANDLOCK_ACCESS_FS_REFER;
  if (version >= 3) rights |= ACCESS_TRUNCATE;
  if (version >= 5) rights |= ACCESS_IOCTL_DEV;
  return rights;
}

static void allow(int ruleset, const char *path, uint64_t rights) {
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

static int lock_files(const char *const *paths, size_t count) {
  long version =
      syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
  if (version < 1) return 0;
  struct ruleset rights = {.files = file_rights(version)};
  size_t size = sizeof rights.files;
  if (version >= 4) {
    rights.network = NETWORK_BIND_CONNECT;
    size += sizeof rights.network;
  }
  if (version >= 6) {
    rights.scope = SCOPE_SOCKETS_SIGNALS;
    size += sizeof rights.scope;
  }
  int ruleset = syscall(SYS_landlock_create_ruleset, &rights, size, 0);
  if (ruleset < 0) return 0;
  for (size_t i = 0; i < count; i++)
    allow(ruleset, paths[i], LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR);
  // Where Tesseract sends what it has to say.
  allow(ruleset, "/dev/null", LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE);
  int failed = syscall(SYS_landlock_restrict_self, ruleset, 0);
  close(ruleset);
  if (failed) return 0;
  return ROOM_FILES | (version >= 4 ? ROOM_NETWORK : 0) | (version >= 6 ? ROOM_SIGNALS : 0);
}

// seccomp. A list of what is allowed: what a kernel learns later is refused too. What is on no list is
// answered as by a kernel that does not know it (ENOSYS), for which libraries are prepared.

// Reading and writing what is open, opening (Landlock says what), asking about files, memory, threads
// that are there, time, waiting, signals of this process to itself.
static const int allowed[] = {
    SCMP_SYS(read), SCMP_SYS(readv), SCMP_SYS(pread64), SCMP_SYS(preadv), SCMP_SYS(write),
    SCMP_SYS(writev), SCMP_SYS(pwrite64), SCMP_SYS(recvmsg), SCMP_SYS(lseek), SCMP_SYS(close),
    SCMP_SYS(dup), SCMP_SYS(dup2), SCMP_SYS(dup3), SCMP_SYS(fcntl), SCMP_SYS(open),
    SCMP_SYS(openat), SCMP_SYS(stat), SCMP_SYS(fstat), SCMP_SYS(lstat), SCMP_SYS(newfstatat),
    SCMP_SYS(statx), SCMP_SYS(statfs), SCMP_SYS(fstatfs), SCMP_SYS(access), SCMP_SYS(faccessat),
    SCMP_SYS(faccessat2), SCMP_SYS(readlink), SCMP_SYS(readlinkat), SCMP_SYS(getdents64),
    SCMP_SYS(getcwd), SCMP_SYS(fadvise64), SCMP_SYS(mmap), SCMP_SYS(munmap), SCMP_SYS(mremap),
    SCMP_SYS(mprotect), SCMP_SYS(madvise), SCMP_SYS(brk), SCMP_SYS(futex), SCMP_SYS(futex_waitv),
    SCMP_SYS(set_robust_list), SCMP_SYS(get_robust_list), SCMP_SYS(rseq), SCMP_SYS(membarrier),
    SCMP_SYS(sched_yield), SCMP_SYS(sched_getaffinity), SCMP_SYS(sched_getparam),
    SCMP_SYS(sched_getscheduler), SCMP_SYS(getcpu), SCMP_SYS(gettid), SCMP_SYS(getpid),
    SCMP_SYS(getppid), SCMP_SYS(getuid), SCMP_SYS(geteuid), SCMP_SYS(getgid), SCMP_SYS(getegid),
    SCMP_SYS(uname), SCMP_SYS(sysinfo), SCMP_SYS(getrandom), SCMP_SYS(clock_gettime),
    SCMP_SYS(clock_getres), SCMP_SYS(clock_nanosleep), SCMP_SYS(nanosleep),
    SCMP_SYS(gettimeofday), SCMP_SYS(time), SCMP_SYS(times), SCMP_SYS(getrusage),
    SCMP_SYS(getrlimit), SCMP_SYS(setrlimit), SCMP_SYS(alarm), SCMP_SYS(setitimer),
    SCMP_SYS(poll), SCMP_SYS(ppoll),
    SCMP_SYS(restart_syscall), SCMP_SYS(rt_sigaction), SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(rt_sigreturn), SCMP_SYS(sigaltstack), SCMP_SYS(exit), SCMP_SYS(exit_group),
    SCMP_SYS(arch_prctl), SCMP_SYS(set_tid_address),
};

// What a library may try for reasons of its own, and goes on without (EPERM).
static const int refused[] = {
    SCMP_SYS(socket), SCMP_SYS(socketpair), SCMP_SYS(connect), SCMP_SYS(bind), SCMP_SYS(sendto),
    SCMP_SYS(sendmsg), SCMP_SYS(kill), SCMP_SYS(tkill), SCMP_SYS(ioctl), SCMP_SYS(mkdir),
    SCMP_SYS(mkdirat), SCMP_SYS(unlink), SCMP_SYS(unlinkat), SCMP_SYS(rename), SCMP_SYS(renameat),
    SCMP_SYS(chmod), SCMP_SYS(fchmod), SCMP_SYS(fchmodat), SCMP_SYS(chown), SCMP_SYS(fchown),
    SCMP_SYS(utimensat), SCMP_SYS(truncate), SCMP_SYS(ftruncate), SCMP_SYS(fork), SCMP_SYS(vfork),
};

// What nobody tries who only reads: it ends the process (SIGSYS).
static const int deadly[] = {
    SCMP_SYS(execve), SCMP_SYS(execveat), SCMP_SYS(ptrace), SCMP_SYS(process_vm_readv),
    SCMP_SYS(process_vm_writev), SCMP_SYS(mount), SCMP_SYS(umount2), SCMP_SYS(pivot_root),
    SCMP_SYS(chroot), SCMP_SYS(setns), SCMP_SYS(unshare), SCMP_SYS(bpf), SCMP_SYS(io_uring_setup),
    SCMP_SYS(io_uring_enter), SCMP_SYS(io_uring_register), SCMP_SYS(userfaultfd),
    SCMP_SYS(perf_event_open), SCMP_SYS(keyctl), SCMP_SYS(add_key), SCMP_SYS(request_key),
    SCMP_SYS(init_module), SCMP_SYS(finit_module), SCMP_SYS(kexec_load), SCMP_SYS(setuid),
    SCMP_SYS(setgid), SCMP_SYS(pidfd_open), SCMP_SYS(pidfd_getfd), SCMP_SYS(pidfd_send_signal),
};

#define COUNT(array) (sizeof array / sizeof array[0])

static int add_rules(scmp_filter_ctx filter) {
  int failed = 0;
  // A call that this processor's kernel never had is no failure.
#define ADD(action, call, ...)                                     \
  do {                                                             \
    int result = seccomp_rule_add(filter, action, call, __VA_ARGS__); \
    failed |= result != 0 && result != -EDOM;                      \
  } while (0)
  for (size_t i = 0; i < COUNT(allowed); i++) ADD(SCMP_ACT_ALLOW, allowed[i], 0);
  for (size_t i = 0; i < COUNT(refused); i++) ADD(SCMP_ACT_ERRNO(EPERM), refused[i], 0);
  for (size_t i = 0; i < COUNT(deadly); i++) ADD(SCMP_ACT_KILL_PROCESS, deadly[i], 0);
  // abort(3) and traps of this process itself.
  ADD(SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 1, SCMP_A0(SCMP_CMP_EQ, getpid()));
  // Its own limits.
  ADD(SCMP_ACT_ALLOW, SCMP_SYS(prlimit64), 1, SCMP_A0(SCMP_CMP_EQ, 0));
  // Threads, and no processes; whether clone3 makes one cannot be told here, and without it clone is used.
  ADD(SCMP_ACT_ALLOW, SCMP_SYS(clone), 1,
      SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, CLONE_THREAD));
  ADD(SCMP_ACT_ERRNO(EPERM), SCMP_SYS(clone), 1, SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, 0));
  // Names of threads.
  ADD(SCMP_ACT_ALLOW, SCMP_SYS(prctl), 1, SCMP_A0(SCMP_CMP_EQ, PR_SET_NAME));
#undef ADD
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
