// Frames on the socket. The keeper never waits for a peer: the socket's buffer is the queue, a full one ends it.
#include "keeper.h"

typedef union { struct cmsghdr header; char bytes[CMSG_SPACE(2 * DESCRIPTORS * sizeof(int))]; } control;

// Each line of the text becomes a string.
void put(struct frame *frame, const char *format, ...) {
  size_t room = sizeof frame->bytes - frame->length;
  va_list arguments;
  va_start(arguments, format);
  size_t length = (size_t)vsnprintf(frame->bytes + frame->length, room, format, arguments);
  va_end(arguments);
  for (size_t end = frame->length + (length < room ? length : room); frame->length < end; frame->length++)
    if (frame->bytes[frame->length] == '\n') frame->bytes[frame->length] = 0;
}

static void connection_drop(struct connection *which) {
  while (which->fd_count) close(descriptor_take(which));
  if (which->fd >= 0) close(which->fd);
  free(which->input);
  *which = (struct connection){.fd = -1};
}

void frame_send(struct connection *to, struct frame *frame) {
  if (frame->fd_count) put(frame, "fds=%d\n", frame->fd_count);
  uint32_t payload = (uint32_t)frame->length - 4;
  memcpy(frame->bytes, &payload, sizeof payload);
  frame->bytes[frame->length - 1] = 0;
  size_t size = (size_t)frame->fd_count * sizeof(int);
  control control = {.header = {.cmsg_level = SOL_SOCKET, .cmsg_type = SCM_RIGHTS, .cmsg_len = CMSG_LEN(size)}};
  memcpy(CMSG_DATA(&control.header), frame->fds, size);
  struct iovec part = {.iov_base = frame->bytes, .iov_len = frame->length};
  struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = &control};
  message.msg_controllen = size ? CMSG_SPACE(size) : 0;
  if (sendmsg(to->fd, &message, MSG_DONTWAIT | MSG_NOSIGNAL) != (ssize_t)frame->length) connection_drop(to);
}

int descriptor_take(struct connection *from) {
  int fd = from->fds[0];
  memmove(from->fds, from->fds + 1, (size_t)--from->fd_count * sizeof fd);
  return fd;
}

static bool descriptors_receive(struct connection *from, struct msghdr *message) {
  for (struct cmsghdr *part = CMSG_FIRSTHDR(message); part; part = CMSG_NXTHDR(message, part)) {
    for (int *fd = (int *)CMSG_DATA(part); CMSG_LEN((size_t)((char *)fd - (char *)CMSG_DATA(part))) < part->cmsg_len; fd++) {
      if (from->fd_count < DESCRIPTORS) from->fds[from->fd_count++] = *fd;
      else message->msg_flags |= MSG_CTRUNC, close(*fd);
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
  for (uint32_t length; from->fd >= 0 && from->have >= sizeof length; from->have -= sizeof length + length) {
    memcpy(&length, from->input, sizeof length);
    if (length == 0 || length > FRAME_LIMIT) {
      refuse(from, "frame", EMSGSIZE, "a payload has 1 to 4194304 bytes");
      return connection_drop(from);
    }
    if (from->have < sizeof length + length) return;
    request_serve(from, from->input + sizeof length, length);
    if (from->fd < 0) return;
    memmove(from->input, from->input + sizeof length + length, from->have - sizeof length - length);
  }
  if (from->fd_count && from->have == 0) connection_drop(from);  // Descriptors that no frame claims.
}
