/* Bytes of frames: numbers are big-endian, a string is a u32 length and its bytes. */
#include "client.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

void put_bytes(struct buffer *buffer, const void *bytes, size_t length) {
  if (buffer->length + length > buffer->capacity) {
    size_t capacity = (buffer->length + length) * 2;
    unsigned char *grown = realloc(buffer->bytes, capacity);
    if (!grown) {
      complain("cannot write the request: out of memory");
      exit(STATUS_FAILED);
    }
    buffer->bytes = grown;
    buffer->capacity = capacity;
  }
  if (length > 0) {
    memcpy(buffer->bytes + buffer->length, bytes, length);
  }
  buffer->length += length;
}

void put_u8(struct buffer *buffer, unsigned value) {
  unsigned char byte = (unsigned char)value;
  put_bytes(buffer, &byte, 1);
}

void put_u16(struct buffer *buffer, unsigned value) {
  put_u8(buffer, value >> 8 & 0xff);
  put_u8(buffer, value & 0xff);
}

void put_u32(struct buffer *buffer, uint32_t value) {
  put_u16(buffer, value >> 16);
  put_u16(buffer, value & 0xffff);
}

void put_string(struct buffer *buffer, const char *text) {
  size_t length = strlen(text);
  put_u32(buffer, (uint32_t)length);
  put_bytes(buffer, text, length);
}

uint16_t get_u16(const unsigned char *bytes) { return (uint16_t)(bytes[0] << 8 | bytes[1]); }

uint32_t get_u32(const unsigned char *bytes) {
  return (uint32_t)get_u16(bytes) << 16 | get_u16(bytes + 2);
}

size_t frame_begin(struct buffer *buffer, enum frame_type type) {
  size_t begin = buffer->length;
  put_u32(buffer, 0);
  put_u8(buffer, type);
  return begin;
}

void frame_end(struct buffer *buffer, size_t begin) {
  uint32_t length = (uint32_t)(buffer->length - begin - FRAME_HEADER);
  for (int i = 0; i < 4; i++) {
    buffer->bytes[begin + (size_t)i] = (unsigned char)(length >> (24 - 8 * i));
  }
}

void window_size(uint16_t *rows, uint16_t *columns) {
  static const int order[] = {STDOUT_FILENO, STDIN_FILENO, STDERR_FILENO};
  *rows = 0;
  *columns = 0;
  for (int i = 0; i < 3; i++) {
    struct winsize size;
    if (isatty(order[i]) && ioctl(order[i], TIOCGWINSZ, &size) == 0) {
      *rows = size.ws_row;
      *columns = size.ws_col;
      return;
    }
  }
}

/* Infinity is all ones. */
static void put_limit(struct buffer *buffer, rlim_t limit) {
  uint64_t value = limit == RLIM_INFINITY ? UINT64_MAX : (uint64_t)limit;
  put_u32(buffer, (uint32_t)(value >> 32));
  put_u32(buffer, (uint32_t)value);
}

static void put_limits(struct buffer *buffer) {
  put_u32(buffer, RLIM_NLIMITS);
  for (int resource = 0; resource < RLIM_NLIMITS; resource++) {
    struct rlimit limit = {RLIM_INFINITY, RLIM_INFINITY};
    getrlimit((__rlimit_resource_t)resource, &limit);
    put_limit(buffer, limit.rlim_cur);
    put_limit(buffer, limit.rlim_max);
  }
}

static uint32_t count(char **list) {
  uint32_t length = 0;
  while (list[length]) {
    length++;
  }
  return length;
}

void request_put(struct buffer *buffer, int argc, char **argv, char **environment) {
  size_t begin = frame_begin(buffer, FRAME_REQUEST);
  mode_t mask = umask(0);
  umask(mask);
  unsigned terminals = 0;
  for (int fd = 0; fd < 3; fd++) {
    terminals |= isatty(fd) ? 1u << fd : 0;
  }
  uint16_t rows;
  uint16_t columns;
  window_size(&rows, &columns);
  char directory[PATH_MAX];

  put_u16(buffer, PROTOCOL_VERSION);
  put_u32(buffer, mask);
  put_u8(buffer, (uint8_t)(getpriority(PRIO_PROCESS, 0) + 20));
  put_u8(buffer, terminals);
  put_u16(buffer, rows);
  put_u16(buffer, columns);
  put_limits(buffer);
  put_string(buffer, getcwd(directory, sizeof directory) ? directory : "");
  put_u32(buffer, (uint32_t)argc);
  for (int i = 0; i < argc; i++) {
    put_string(buffer, argv[i]);
  }
  put_u32(buffer, count(environment));
  for (; *environment; environment++) {
    put_string(buffer, *environment);
  }
  frame_end(buffer, begin);
}

int standard_streams_open(void) {
  /* A stream that the caller has closed is opened the wrong way round, so that using it fails. */
  static const int flags[] = {O_WRONLY, O_RDONLY, O_RDONLY};
  for (int fd = 0; fd < 3; fd++) {
    if (fcntl(fd, F_GETFD) < 0 && errno == EBADF && open("/dev/null", flags[fd]) != fd) {
      return -1;
    }
  }
  return 0;
}
