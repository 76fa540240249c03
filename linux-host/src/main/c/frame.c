// Frames on the socket. The keeper never waits for a peer: the socket's buffer is the queue, a full one ends it.
#include "keeper.h"

#include <stdarg.h>

typedef union { struct cmsghdr header; char bytes[CMSG_SPACE(2 * DESCRIPTORS * sizeof(int))]; } control;

void frame_begin(struct frame *frame, const char *first) {
  frame->length = 4;
  frame->fd_count = 0;
  put(frame, "%s", first);
}

void put(struct frame *frame, const char *format, ...) {
  size_t room = sizeof frame->bytes - frame->length;
  if (room == 0) return;
  va_list arguments;
  va_start(arguments, format);
  size_t length = (size_t)vsnprintf(frame->bytes + frame->length, room, format, arguments);
  va_end(arguments);
  frame->length += length < room ? length + 1 : room;
}

void frame_send(struct connection *to, struct frame *frame) {
  control control = {0};
  if (to->fd < 0) return;
  if (frame->fd_count) put(frame, "fds=%d", frame->fd_count);
  uint32_t payload = (uint32_t)frame->length - 4;
  memcpy(frame->bytes, &payload, sizeof payload);
  struct iovec part = {.iov_base = frame->bytes, .iov_len = frame->length};
  struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};
  if (frame->fd_count) {
    size_t size = (size_t)frame->fd_count * sizeof(int);
    control.header = (struct cmsghdr){.cmsg_level = SOL_SOCKET, .cmsg_type = SCM_RIGHTS, .cmsg_len = CMSG_LEN(size)};
    memcpy(CMSG_DATA(&control.header), frame->fds, size);
    message.msg_control = &control;
    message.msg_controllen = CMSG_SPACE(size);
  }
  ssize_t sent = sendmsg(to->fd, &message, MSG_DONTWAIT | MSG_NOSIGNAL);
  if (sent != (ssize_t)frame->length) connection_drop(to);
}

int descriptor_take(struct connection *from) {
  int fd = from->fds[0];
  memmove(from->fds, from->fds + 1, (size_t)--from->fd_count * sizeof fd);
  return fd;
}

static bool descriptors_receive(struct connection *from, struct msghdr *message) {
  for (struct cmsghdr *part = CMSG_FIRSTHDR(message); part; part = CMSG_NXTHDR(message, part)) {
    if (part->cmsg_level != SOL_SOCKET || part->cmsg_type != SCM_RIGHTS) continue;
    for (size_t i = 0; CMSG_LEN(i * sizeof(int)) < part->cmsg_len; i++) {
      int fd;
      memcpy(&fd, CMSG_DATA(part) + i * sizeof fd, sizeof fd);
      if (from->fd_count < DESCRIPTORS) from->fds[from->fd_count++] = fd;
      else message->msg_flags |= MSG_CTRUNC, close(fd);
    }
  }
  return !(message->msg_flags & MSG_CTRUNC);
}

void connection_read(struct connection *from) {
  control control;
  struct iovec part = {.iov_base = from->input + from->have, .iov_len = 4 + FRAME_LIMIT - from->have};
  struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof control};
  ssize_t got = recvmsg(from->fd, &message, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
  if (got < 0 && (errno == EAGAIN || errno == EINTR)) return;
  if (got <= 0 || !descriptors_receive(from, &message)) return connection_drop(from);
  from->have += (size_t)got;
  size_t start = 0;
  for (uint32_t length; from->fd >= 0 && from->have - start >= sizeof length; start += sizeof length + length) {
    memcpy(&length, from->input + start, sizeof length);
    if (length == 0 || length > FRAME_LIMIT) {
      refuse(from, "frame", EMSGSIZE, "a payload has 1 to 4194304 bytes");
      return connection_drop(from);
    }
    if (from->have - start < sizeof length + length) break;
    request_serve(from, from->input + start + sizeof length, length);
  }
  if (from->fd < 0) return;
  from->have -= start;
  memmove(from->input, from->input + start, from->have);
  if (from->have == 0 && from->fd_count) connection_drop(from);  // Descriptors that no frame claims.
}

void connection_drop(struct connection *which) {
  if (which->fd < 0) return;
  while (which->fd_count) close(descriptor_take(which));
  close(which->fd);
  free(which->input);
  *which = (struct connection){.fd = -1};
}
