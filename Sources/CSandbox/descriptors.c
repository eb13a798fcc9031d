// Descriptors passed between processes (unix(7), SCM_RIGHTS): Swift imports none of the macros.
#define _GNU_SOURCE
#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "sandbox.h"

int descriptor_send(int socket, const void *bytes, size_t count, int descriptor) {
  union {
    char bytes[CMSG_SPACE(sizeof(int))];
    struct cmsghdr align;
  } control;
  memset(&control, 0, sizeof control);
  struct iovec part = {.iov_base = (void *)bytes, .iov_len = count};
  struct msghdr message = {.msg_iov = &part,
                           .msg_iovlen = 1,
                           .msg_control = control.bytes,
                           .msg_controllen = sizeof control.bytes};
  struct cmsghdr *header = CMSG_FIRSTHDR(&message);
  header->cmsg_level = SOL_SOCKET;
  header->cmsg_type = SCM_RIGHTS;
  header->cmsg_len = CMSG_LEN(sizeof(int));
  memcpy(CMSG_DATA(header), &descriptor, sizeof descriptor);
  while (count > 0) {
    // Whoever does not take it in has ended, or will be ended for it.
    ssize_t sent = sendmsg(socket, &message, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent < 0 && errno == EINTR) continue;
    if (sent < 0) return -1;
    count -= sent;
    part.iov_base = (char *)part.iov_base + sent;
    part.iov_len = count;
    message.msg_control = NULL;
    message.msg_controllen = 0;
  }
  return 0;
}

ssize_t descriptor_receive(int source, void *bytes, size_t count, int *descriptor) {
  union {
    char bytes[CMSG_SPACE(sizeof(int))];
    struct cmsghdr align;
  } control;
  *descriptor = -1;
  for (;;) {
    struct iovec part = {.iov_base = bytes, .iov_len = count};
    struct msghdr message = {.msg_iov = &part,
                             .msg_iovlen = 1,
                             .msg_control = control.bytes,
                             .msg_controllen = sizeof control.bytes};
    ssize_t received = recvmsg(source, &message, MSG_CMSG_CLOEXEC);
    if (received < 0 && errno == ENOTSOCK) received = read(source, bytes, count);
    if (received < 0 && errno == EINTR) continue;
    if (received < 0) return -1;
    if (message.msg_control != NULL)
      for (struct cmsghdr *header = CMSG_FIRSTHDR(&message); header != NULL;
           header = CMSG_NXTHDR(&message, header))
        if (header->cmsg_level == SOL_SOCKET && header->cmsg_type == SCM_RIGHTS)
          memcpy(descriptor, CMSG_DATA(header), sizeof *descriptor);
    return received;
  }
}
