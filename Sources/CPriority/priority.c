#define _GNU_SOURCE
#include "priority.h"
#include <linux/capability.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

// libdispatch gives each of its threads a priority of its own by setpriority(2), which nobody but root is
// allowed to raise: where root starts a program with `nice`, its threads and the processes that they start
// run as if it had not been asked for. A process that was started with a lower priority gives that right up
// (CAP_SYS_NICE of capabilities(7)), before it has any other thread; Swift has no such moment.
__attribute__((constructor)) static void keep_priority(void) {
  if (getpriority(PRIO_PROCESS, 0) <= 0) return;
  struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3, .pid = 0};
  struct __user_cap_data_struct data[_LINUX_CAPABILITY_U32S_3];
  if (syscall(SYS_capget, &header, data) != 0) return;
  data[CAP_TO_INDEX(CAP_SYS_NICE)].effective &= ~CAP_TO_MASK(CAP_SYS_NICE);
  data[CAP_TO_INDEX(CAP_SYS_NICE)].permitted &= ~CAP_TO_MASK(CAP_SYS_NICE);
  data[CAP_TO_INDEX(CAP_SYS_NICE)].inheritable &= ~CAP_TO_MASK(CAP_SYS_NICE);
  syscall(SYS_capset, &header, data);
}
