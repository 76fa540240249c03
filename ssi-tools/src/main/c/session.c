/* One verb: the request goes out, signals follow, the exit status comes back. */
#include "client.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
  PATIENCE = 3, /* so many terminating signals end this program even if the agent stays silent */
};

extern char **environ;

struct session {
  const struct options *options;
  const struct agent *agent;
  int signals;
  struct buffer out; /* frames not yet sent */
  size_t sent;
  bool descriptors_sent;
  bool request_sent;
  unsigned char in[FRAME_HEADER + ANSWER_MAX];
  size_t in_length;
  struct streams streams;
  bool terminal; /* of the program's own, so that ours passes everything on; or a screen */
  bool screen;   /* of the verb itself, which has our streams */
  int asked_to_end; /* terminating signals so far */
  int status;       /* -1 until known */
  bool forsaken;    /* what is not yet written is not to be waited for */
};

/* Takes signals from now on, those too, if there is a program, that mean something to it only. */
static int open_signals(int fd, bool program) {
  static const int numbers[] = {SIGINT,  SIGTERM, SIGHUP,  SIGQUIT, SIGWINCH,
                                SIGTSTP, SIGCONT, SIGUSR1, SIGUSR2, SIGALRM};
  size_t count = sizeof numbers / sizeof *numbers - (program ? 0 : 3);
  sigset_t set;
  sigemptyset(&set);
  for (size_t i = 0; i < count; i++) {
    struct sigaction action;
    /* A signal that the caller ignores (nohup, a shell's background job) stays ignored. */
    if (sigaction(numbers[i], NULL, &action) == 0 && action.sa_handler != SIG_IGN) {
      sigaddset(&set, numbers[i]);
    }
  }
  if (sigprocmask(SIG_BLOCK, &set, NULL) < 0) {
    return -1;
  }
  return signalfd(fd, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

static void queue_window(struct session *session) {
  uint16_t rows;
  uint16_t columns;
  window_size(&rows, &columns);
  if (rows || columns) {
    size_t begin = frame_begin(&session->out, FRAME_WINDOW);
    put_u16(&session->out, rows);
    put_u16(&session->out, columns);
    frame_end(&session->out, begin);
  }
}

static void queue_signal(struct session *session, uint32_t number) {
  size_t begin = frame_begin(&session->out, FRAME_SIGNAL);
  put_u32(&session->out, number);
  frame_end(&session->out, begin);
}

/* Sends what is queued as far as the socket takes it. Returns -1 when it cannot be sent. */
static int flush_out(struct session *session) {
  while (session->sent < session->out.length) {
    struct iovec part = {session->out.bytes + session->sent, session->out.length - session->sent};
    union {
      struct cmsghdr align;
      char bytes[CMSG_SPACE(3 * sizeof(int))];
    } control;
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};
    if (!session->descriptors_sent) {
      memset(&control, 0, sizeof control);
      message.msg_control = control.bytes;
      message.msg_controllen = sizeof control.bytes;
      struct cmsghdr *header = CMSG_FIRSTHDR(&message);
      header->cmsg_level = SOL_SOCKET;
      header->cmsg_type = SCM_RIGHTS;
      header->cmsg_len = CMSG_LEN(3 * sizeof(int));
      memcpy(CMSG_DATA(header), (int[]){0, 1, 2}, 3 * sizeof(int));
    }
    ssize_t n = sendmsg(session->agent->fd, &message, MSG_NOSIGNAL);
    if (n < 0 && (errno == EAGAIN || errno == EINTR)) {
      return 0;
    }
    if (n < 0 && (errno == EPIPE || errno == ECONNRESET)) {
      /* The agent hears no more. What it said before is read first, then its end. */
      break;
    }
    if (n < 0) {
      return -1;
    }
    session->descriptors_sent = true;
    session->sent += (size_t)n;
  }
  session->request_sent |= session->sent == session->out.length;
  session->out.length = 0;
  session->sent = 0;
  return 0;
}

static void give_terminal_back(struct session *session) {
  if (session->screen) {
    streams_finish_output(&session->streams, &session->out);
  }
  terminal_restore();
}

static void take_signal(struct session *session, uint32_t number) {
  switch (number) {
  case SIGWINCH:
    queue_window(session);
    break;
  case SIGTSTP:
    queue_signal(session, number);
    if (flush_out(session) == 0) {
      give_terminal_back(session);
      raise(SIGSTOP);
    }
    if (session->terminal && session->status < 0) {
      terminal_again();
    }
    break;
  case SIGCONT:
    queue_signal(session, number);
    queue_window(session);
    break;
  default:
    if (!session->request_sent) {
      /* The agent runs nothing before it has the whole request. */
      session->status = 128 + (int)number;
      return;
    }
    if (session->status >= 0) {
      /* The program has ended, and somebody does not take its output. */
      session->forsaken = true;
      return;
    }
    queue_signal(session, number);
    if ((!session->streams.attached || session->screen) && ++session->asked_to_end == PATIENCE) {
      give_terminal_back(session);
      complain("left without an answer of the agent of %s%s", session->agent->node,
               verb_changes_something(session->options)
                   ? "; whether the command takes effect is unknown: look with: ssi ps"
                   : "");
      session->status = 128 + (int)number;
    }
  }
}

static void take_signals(struct session *session) {
  struct signalfd_siginfo info;
  while (read(session->signals, &info, sizeof info) == sizeof info) {
    take_signal(session, info.ssi_signo);
  }
}

static int attach(struct session *session, const unsigned char *payload, uint32_t length) {
  unsigned kind = length > 0 ? payload[0] : ATTACHED_PLAIN;
  streams_attach(&session->streams);
  session->terminal = kind != ATTACHED_PLAIN;
  session->screen = kind == ATTACHED_SCREEN;
  session->streams.keys = kind == ATTACHED_RAW;
  if (session->screen) {
    terminal_screen(payload + 1, length - 1);
  } else if (session->terminal) {
    terminal_raw();
  }
  if (session->terminal) {
    queue_window(session); /* It may have changed since the request. */
  }
  return open_signals(session->signals, !session->screen) < 0 ? -1 : 0;
}

/* The screen is taken away, and the agent told, which may have something to say on standard error. */
static void end_screen(struct session *session) {
  give_terminal_back(session);
  session->terminal = false;
  size_t begin = frame_begin(&session->out, FRAME_CLOSED);
  put_u8(&session->out, STDOUT_FILENO);
  frame_end(&session->out, begin);
}

/* Returns -1 for nonsense. */
static int take_frame(struct session *session, unsigned type, const unsigned char *payload,
                      uint32_t length) {
  switch (type) {
  case FRAME_ATTACHED:
    return attach(session, payload, length);
  case FRAME_END:
    if (session->screen && length == 1 && payload[0] == STDOUT_FILENO) {
      end_screen(session);
      return 0;
    }
    return streams_take(&session->streams, type, payload, length);
  case FRAME_DATA:
  case FRAME_CLOSED:
  case FRAME_ROOM:
    return streams_take(&session->streams, type, payload, length);
  case FRAME_EXIT:
    if (length == 5) {
      uint32_t value = get_u32(payload + 1);
      session->status = (int)((payload[0] == 1 ? 128 + value : value) & 0xff);
    }
    return 0;
  default:
    return 0;
  }
}

/* Reads and handles frames. Returns -1 when the agent is gone or talks nonsense. */
static int take_input(struct session *session) {
  ssize_t n = read(session->agent->fd, session->in + session->in_length,
                   sizeof session->in - session->in_length);
  if (n <= 0) {
    return n < 0 && (errno == EAGAIN || errno == EINTR) ? 0 : -1;
  }
  session->in_length += (size_t)n;
  while (session->status < 0 && session->in_length >= FRAME_HEADER) {
    uint32_t length = get_u32(session->in);
    if (length > ANSWER_MAX) {
      return -1;
    }
    size_t whole = FRAME_HEADER + (size_t)length;
    if (session->in_length < whole) {
      break;
    }
    if (take_frame(session, session->in[4], session->in + FRAME_HEADER, length) < 0) {
      return -1;
    }
    session->in_length -= whole;
    memmove(session->in, session->in + whole, session->in_length);
  }
  return 0;
}

static int lost_agent(const struct session *session) {
  const char *verb = options_verb(session->options);
  if (session->screen) {
    complain("the agent of %s ended, and with it '%s'; ask again", session->agent->node, verb);
  } else if (session->streams.attached) {
    complain("the agent of %s ended; the program goes on in the background, take it up with: ssi attach, see: ssi ps",
             session->agent->node);
  } else if (verb_changes_something(session->options)) {
    complain("the agent of %s ended in the middle of '%s'; whether it took effect is unknown: look "
             "with: ssi ps, ssi node status",
             session->agent->node, verb);
  } else {
    complain("the agent of %s ended in the middle of '%s'; nothing was changed, ask again",
             session->agent->node, verb ? verb : "ssi");
  }
  return STATUS_FAILED;
}

/* One turn: waits for something and does it. Returns -1 when the agent is gone. */
static int turn(struct session *session) {
  bool ended = session->status >= 0;
  bool unsent = session->sent < session->out.length;
  struct pollfd polls[5] = {
      {.fd = ended ? -1 : session->agent->fd, .events = (short)(POLLIN | (unsent ? POLLOUT : 0))},
      {.fd = session->signals, .events = POLLIN},
  };
  streams_polls(&session->streams, ended, unsent, polls + 2);
  if (poll(polls, 5, -1) < 0) {
    return 0;
  }
  if (polls[1].revents) {
    take_signals(session);
  }
  streams_ready(&session->streams, polls + 2, &session->out);
  if (ended) {
    return 0;
  }
  if ((polls[0].revents & (POLLIN | POLLHUP | POLLERR)) && take_input(session) < 0) {
    return -1;
  }
  return session->status < 0 ? flush_out(session) : 0;
}

static int talk(struct session *session) {
  while (session->status < 0 || !(session->forsaken || streams_empty(&session->streams))) {
    if (turn(session) < 0) {
      give_terminal_back(session);
      session->status = lost_agent(session);
    }
  }
  if (session->streams.detached) {
    terminal_restore();
    complain("detached; the program goes on, take it up with: ssi attach, see: ssi ps");
  }
  return session->status;
}

int session_run(const struct options *options, const struct agent *agent) {
  struct session *session = calloc(1, sizeof *session);
  if (!session) {
    complain("cannot talk to the agent: out of memory");
    return STATUS_FAILED;
  }
  session->options = options;
  session->agent = agent;
  session->status = -1;
  request_put(&session->out, options->argc, options->argv, environ);
  int status = STATUS_FAILED;
  if (session->out.length > FRAME_HEADER + REQUEST_MAX) {
    complain("arguments and environment are %zu bytes, at most %d can be passed to the agent",
             session->out.length, REQUEST_MAX);
  } else if ((session->signals = open_signals(-1, false)) < 0) {
    complain("cannot receive signals: %s", strerror(errno));
  } else {
    status = talk(session);
    terminal_restore();
    close(session->signals);
  }
  streams_free(&session->streams);
  free(session->out.bytes);
  free(session);
  return status;
}
