/* The streams of a program in the foreground, between this process and the agent. */
#include "client.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

enum {
  WINDOW = 256 * 1024, /* bytes of one stream that may be under way */
  STEP = WINDOW / 4,   /* room is given in such steps */
  PIPE_ROOM = 4096,    /* what a pipe that poll(2) calls writable takes at once: PIPE_BUF */
  FILE_ROOM = 65536,
  SECOND = 1000, /* ms */
};

static void put_stream_frame(struct buffer *out, enum frame_type type, int stream) {
  size_t begin = frame_begin(out, type);
  put_u8(out, (unsigned)stream);
  frame_end(out, begin);
}

void streams_attach(struct streams *streams) {
  memset(streams, 0, sizeof *streams);
  streams->attached = true;
  streams->in_open = true;
  streams->in_room = WINDOW;
  streams->typed = 1;
  for (int i = 1; i < 3; i++) {
    struct stat status;
    bool file = fstat(i, &status) == 0 && S_ISREG(status.st_mode);
    streams->out[i].chunk = file ? FILE_ROOM : PIPE_ROOM;
  }
  /* Who closes our output is told by EPIPE. */
  signal(SIGPIPE, SIG_IGN);
}

void streams_free(struct streams *streams) {
  for (int i = 1; i < 3; i++) {
    free(streams->out[i].data.bytes);
  }
}

static int take_data(struct output *output, const unsigned char *bytes, size_t length) {
  size_t waiting = output->data.length - output->written;
  if (waiting + length > WINDOW) {
    return -1;
  }
  if (!output->closed) {
    if (output->written > 0) {
      memmove(output->data.bytes, output->data.bytes + output->written, waiting);
      output->data.length = waiting;
      output->written = 0;
    }
    put_bytes(&output->data, bytes, length);
  }
  return 0;
}

int streams_take(struct streams *streams, unsigned type, const unsigned char *payload,
                 size_t length) {
  if (!streams->attached || length < 1 || payload[0] > 2) {
    return -1;
  }
  bool input = payload[0] == 0;
  switch (type) {
  case FRAME_DATA:
    return input ? -1 : take_data(&streams->out[payload[0]], payload + 1, length - 1);
  case FRAME_ROOM:
    if (!input || length != 5 || get_u32(payload + 1) > WINDOW - streams->in_room) {
      return -1;
    }
    streams->in_room += get_u32(payload + 1);
    return 0;
  case FRAME_CLOSED:
    if (!input) {
      return -1;
    }
    /* Closed here, so that who writes to it is told. */
    if (streams->in_open) {
      streams->in_open = false;
      close(STDIN_FILENO);
    }
    return 0;
  default: /* FRAME_END: the exit status follows, and everything was taken by then. */
    return 0;
  }
}

bool streams_empty(const struct streams *streams) {
  for (int i = 1; i < 3; i++) {
    if (streams->out[i].written < streams->out[i].data.length) {
      return false;
    }
  }
  return true;
}

/* Bytes that are not sent yet, and perhaps with the next. */
static size_t held_back(const struct streams *streams) { return streams->typed == 2; }

void streams_polls(const struct streams *streams, bool ended, bool unsent, struct pollfd polls[3]) {
  for (int i = 0; i < 3; i++) {
    polls[i] = (struct pollfd){.fd = -1};
  }
  if (!streams->attached) {
    return;
  }
  if (!ended && streams->in_open && streams->in_room > held_back(streams) && !unsent) {
    polls[0] = (struct pollfd){.fd = STDIN_FILENO, .events = POLLIN};
  }
  for (int i = 1; i < 3; i++) {
    if (streams->out[i].written < streams->out[i].data.length) {
      polls[i] = (struct pollfd){.fd = i, .events = POLLOUT};
    }
  }
}

/* Takes out of what was typed the sequence that detaches: at the beginning of a line ~ and d.
   A tilde is held back until the next key, so there is room for one more. Returns what is left. */
static size_t take_keys(struct streams *streams, unsigned char *bytes, size_t length) {
  unsigned char typed[DATA_MAX];
  memcpy(typed, bytes, length);
  size_t left = 0;
  for (size_t i = 0; i < length && !streams->detached; i++) {
    bool held = streams->typed == 2;
    if (held && typed[i] == 'd') {
      streams->detached = true;
    } else if (streams->typed == 1 && typed[i] == '~') {
      streams->typed = 2;
    } else {
      /* Typed twice it is meant for the program. */
      if (held && typed[i] != '~') {
        bytes[left++] = '~';
      }
      bytes[left++] = typed[i];
      streams->typed = typed[i] == '\r' || typed[i] == '\n';
    }
  }
  return left;
}

static void read_input(struct streams *streams, struct buffer *out) {
  unsigned char bytes[DATA_MAX + 1];
  size_t most = (streams->in_room < DATA_MAX ? streams->in_room : DATA_MAX) - held_back(streams);
  ssize_t n = read(STDIN_FILENO, bytes, most);
  if (n < 0 && (errno == EAGAIN || errno == EINTR)) {
    return;
  }
  if (n <= 0) {
    /* An input that cannot be read has come to its end, as for a program here. */
    streams->in_open = false;
    put_stream_frame(out, FRAME_END, 0);
    return;
  }
  size_t length = streams->keys ? take_keys(streams, bytes, (size_t)n) : (size_t)n;
  if (length > 0) {
    size_t begin = frame_begin(out, FRAME_DATA);
    put_u8(out, 0);
    put_bytes(out, bytes, length);
    frame_end(out, begin);
    streams->in_room -= (uint32_t)length;
  }
  if (streams->detached) {
    streams->in_open = false;
    frame_end(out, frame_begin(out, FRAME_DETACHED));
  }
}

static void put_room(struct output *output, int stream, struct buffer *out) {
  size_t begin = frame_begin(out, FRAME_ROOM);
  put_u8(out, (unsigned)stream);
  put_u32(out, output->taken);
  frame_end(out, begin);
  output->taken = 0;
}

/* Into a pipe as much as there is room for, where the kernel offers that: RWF_NOWAIT of pwritev2(2). */
static ssize_t write_some(int stream, unsigned char *bytes, size_t length, size_t chunk) {
  struct iovec all = {bytes, length};
  ssize_t n = chunk == PIPE_ROOM ? pwritev2(stream, &all, 1, -1, RWF_NOWAIT) : -1;
  if (chunk == PIPE_ROOM && (n >= 0 || (errno != EOPNOTSUPP && errno != ENOSYS))) {
    return n;
  }
  return write(stream, bytes, length < chunk ? length : chunk);
}

static void write_output(struct output *output, int stream, struct buffer *out) {
  size_t rest = output->data.length - output->written;
  ssize_t n = write_some(stream, output->data.bytes + output->written, rest, output->chunk);
  if (n < 0 && (errno == EAGAIN || errno == EINTR)) {
    return;
  }
  if (n < 0) {
    output->closed = true;
    output->written = 0;
    output->data.length = 0;
    put_stream_frame(out, FRAME_CLOSED, stream);
    return;
  }
  output->written += (size_t)n;
  output->taken += (uint32_t)n;
  if (output->taken >= STEP) {
    put_room(output, stream, out);
  }
}

void streams_ready(struct streams *streams, const struct pollfd polls[3], struct buffer *out) {
  if (polls[0].revents) {
    read_input(streams, out);
  }
  for (int i = 1; i < 3; i++) {
    /* As much as it takes; a pipe is asked again by poll(2) before every chunk. */
    struct pollfd again = {.fd = i, .events = POLLOUT};
    bool ready = polls[i].revents;
    while (ready && streams->out[i].written < streams->out[i].data.length) {
      write_output(&streams->out[i], i, out);
      ready = poll(&again, 1, 0) == 1;
    }
    if (streams->out[i].taken > 0) {
      /* Before a wait: what is said to be taken is not told again if this program is killed. */
      put_room(&streams->out[i], i, out);
    }
  }
}

void streams_finish_output(struct streams *streams, struct buffer *out) {
  struct output *output = &streams->out[STDOUT_FILENO];
  struct pollfd ready = {.fd = STDOUT_FILENO, .events = POLLOUT};
  while (output->written < output->data.length && poll(&ready, 1, SECOND) == 1) {
    write_output(output, STDOUT_FILENO, out);
  }
  output->written = 0;
  output->data.length = 0;
}
