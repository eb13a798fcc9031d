// Filters of system calls; the system library itself is Debian's libseccomp-dev.
#include <seccomp.h>
