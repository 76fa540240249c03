#include "fake_agent.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static uint32_t u32(const unsigned char *b) {
  return (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3];
}

static void store(unsigned char *b, uint32_t value) {
  b[0] = (unsigned char)(value >> 24);
  b[1] = (unsigned char)(value >> 16);
  b[2] = (unsigned char)(value >> 8);
  b[3] = (unsigned char)value;
}

static bool read_all(int fd, void *buffer, size_t length) {
  for (size_t done = 0; done < length;) {
    ssize_t n = read(fd, (char *)buffer + done, length - done);
    if (n <= 0) {
      return false;
    }
    done += (size_t)n;
  }
  return true;
}

void agent_say(int fd, unsigned type, const void *payload, size_t length) {
  unsigned char *frame = malloc(length + 5);
  store(frame, (uint32_t)length);
  frame[4] = (unsigned char)type;
  if (length > 0) {
    memcpy(frame + 5, payload, length);
  }
  for (size_t done = 0; done < length + 5;) {
    ssize_t n = write(fd, frame + done, length + 5 - done);
    if (n < 0) {
      perror("fake agent");
      break;
    }
    done += (size_t)n;
  }
  free(frame);
}

int agent_listen(const char *path) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  snprintf(address.sun_path, sizeof address.sun_path, "%s", path);
  unlink(path);
  int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (bind(fd, (struct sockaddr *)&address, sizeof address) < 0 || listen(fd, 8) < 0) {
    perror(path);
    exit(1);
  }
  return fd;
}

int agent_accept(int listener, unsigned version, const char *node) {
  int fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
  unsigned char payload[80] = {(unsigned char)(version >> 8), (unsigned char)version};
  size_t length = strlen(node);
  store(payload + 2, (uint32_t)getpid());
  store(payload + 6, (uint32_t)length);
  memcpy(payload + 10, node, length);
  agent_say(fd, 'H', payload, 10 + length);
  return fd;
}

/* Takes a string out of a request. */
static bool take(const unsigned char **at, const unsigned char *end, char *to, size_t size) {
  if (end - *at < 4 || (size_t)(end - *at - 4) < u32(*at)) {
    return false;
  }
  size_t length = u32(*at);
  snprintf(to, size, "%.*s", (int)length, (const char *)*at + 4);
  *at += 4 + length;
  return true;
}

static bool parse(const unsigned char *at, const unsigned char *end, struct request *request) {
  request->version = (unsigned)at[0] << 8 | at[1];
  request->umask = u32(at + 2);
  request->nice = at[6] - 20;
  request->terminals = at[7];
  request->rows = (unsigned)at[8] << 8 | at[9];
  request->columns = (unsigned)at[10] << 8 | at[11];
  at += 12;
  request->limits = u32(at);
  at += 4 + 16 * (size_t)request->limits;
  if (!take(&at, end, request->cwd, sizeof request->cwd)) {
    return false;
  }
  request->argc = (int)u32(at);
  at += 4;
  for (int i = 0; i < request->argc; i++) {
    char word[64];
    if (!take(&at, end, word, sizeof word)) {
      return false;
    }
    if (i < 32) {
      memcpy(request->argv[i], word, sizeof word);
    }
  }
  request->variables = u32(at);
  at += 4;
  for (uint32_t i = 0; i < request->variables; i++) {
    char variable[256];
    if (!take(&at, end, variable, sizeof variable)) {
      return false;
    }
    request->saw_marker |= strcmp(variable, "MARKER=here") == 0;
  }
  return at == end;
}

bool agent_request(int connection, struct request *request) {
  memset(request, 0, sizeof *request);
  unsigned char header[5];
  union {
    struct cmsghdr align;
    char bytes[CMSG_SPACE(3 * sizeof(int))];
  } control;
  struct iovec part = {header, 1};
  struct msghdr message = {.msg_iov = &part,
                           .msg_iovlen = 1,
                           .msg_control = control.bytes,
                           .msg_controllen = sizeof control.bytes};
  if (recvmsg(connection, &message, MSG_CMSG_CLOEXEC) != 1) {
    return false;
  }
  struct cmsghdr *rights = CMSG_FIRSTHDR(&message);
  if (!rights || rights->cmsg_len != CMSG_LEN(3 * sizeof(int)) ||
      !read_all(connection, header + 1, 4)) {
    return false;
  }
  memcpy(request->fds, CMSG_DATA(rights), sizeof request->fds);
  size_t length = u32(header);
  unsigned char *payload = malloc(length);
  bool whole = header[4] == 'R' && payload && read_all(connection, payload, length) &&
               parse(payload, payload + length, request);
  free(payload);
  return whole;
}

static unsigned frame(int connection, unsigned char *payload, size_t *length, size_t most) {
  unsigned char header[5];
  if (!read_all(connection, header, sizeof header)) {
    return 0;
  }
  *length = u32(header);
  return *length <= most && read_all(connection, payload, *length) ? header[4] : 0;
}

unsigned agent_frame(int connection, unsigned char *payload, size_t *length) {
  return frame(connection, payload, length, 64);
}

unsigned agent_data(int connection, unsigned char *payload, size_t *length) {
  return frame(connection, payload, length, 65537);
}

void agent_say_exit(int connection, unsigned kind, uint32_t value) {
  unsigned char payload[5] = {(unsigned char)kind};
  store(payload + 1, value);
  agent_say(connection, 'X', payload, sizeof payload);
}

void agent_say_attached(int connection, bool terminal) {
  agent_say(connection, 'P', &(unsigned char){terminal}, 1);
}

void agent_say_screen(int connection, const char *farewell) {
  unsigned char payload[64] = {2};
  size_t length = strlen(farewell);
  memcpy(payload + 1, farewell, length);
  agent_say(connection, 'P', payload, length + 1);
}
