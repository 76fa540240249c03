/* The parts of the program `ssi`. What goes over the socket: docs/control-protocol.md. */
#ifndef SSI_CLIENT_H
#define SSI_CLIENT_H

#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
  PROTOCOL_VERSION = 2,
  FRAME_HEADER = 5,              /* u32 length of the payload, u8 type */
  REQUEST_MAX = 8 * 1024 * 1024, /* bytes of payload */
  DATA_MAX = 128 * 1024,         /* bytes of a stream in one frame */
  ANSWER_MAX = DATA_MAX + 1,     /* bytes of payload of a frame from the agent */
  STATUS_FAILED = 1,
  STATUS_USAGE = 2,
};

enum frame_type {
  FRAME_HELLO = 'H',    /* agent: u16 version, u32 pid, string node */
  FRAME_REQUEST = 'R',  /* client: the verb; its first byte carries three descriptors */
  FRAME_SIGNAL = 'S',   /* client: u32 signal number */
  FRAME_WINDOW = 'W',   /* client: u16 rows, u16 columns */
  FRAME_ATTACHED = 'P', /* agent: streams and signals go to a program now; u8 enum attachment */
  FRAME_DATA = 'D',     /* both: u8 stream, bytes of it */
  FRAME_END = 'E',      /* both: u8 stream, of which nothing follows */
  FRAME_CLOSED = 'C',   /* both: u8 stream, of which no more is taken */
  FRAME_ROOM = 'A',     /* both: u8 stream, u32 bytes of it that may be sent in addition */
  FRAME_DETACHED = 'T', /* client: leaves the program as it is */
  FRAME_EXIT = 'X',     /* agent: u8 kind (0 exited, 1 killed), u32 status or signal */
};

/* What the terminal does for whoever has the streams. */
enum attachment {
  ATTACHED_PLAIN = 0,
  ATTACHED_RAW = 1,    /* passes everything on */
  ATTACHED_SCREEN = 2, /* shows a screen of the verb itself; bytes follow that take it away again */
};

/* What the command line says, apart from what it says to the verb. */
struct options {
  const char *program; /* the name that errors begin with */
  const char *cluster;
  bool cluster_given; /* on the command line, not by SSI_CLUSTER or by default */
  const char *node;   /* --on, or NULL */
  const char *socket; /* --socket, or NULL */
  int argc;
  char **argv; /* for the verb, the verb first unless options stand before it; NULL at the end */
};

/* Reads the command line. Returns 0, or the exit status after it has printed one line. */
int options_read(struct options *options, int argc, char **argv);

/* The first word that is not an option, or NULL. */
const char *options_verb(const struct options *options);

/* Whether the verb changes anything, so that losing the agent in the middle leaves a doubt. */
bool verb_changes_something(const struct options *options);

/* Whether the verb is run by a JVM of its own, without any agent. */
bool verb_needs_no_agent(const struct options *options);

/* Whether the verb is as well answered without an agent as with one: help, version, completion. */
bool verb_works_without_agent(const struct options *options);

/* An agent that has said hello. */
struct agent {
  int fd;
  char node[64];
};

/* Connects to the first agent that answers. Returns 0; or the exit status, after it has printed one
   line unless `quiet`. */
int agent_find(const struct options *options, struct agent *agent, bool quiet);

/* Replaces this process by the launcher of the JVM. Returns the exit status if that failed. */
int launcher_exec(const struct options *options);

/* A growing run of bytes. */
struct buffer {
  unsigned char *bytes;
  size_t length;
  size_t capacity;
};

void put_bytes(struct buffer *buffer, const void *bytes, size_t length);
void put_u8(struct buffer *buffer, unsigned value);
void put_u16(struct buffer *buffer, unsigned value);
void put_u32(struct buffer *buffer, uint32_t value);
void put_string(struct buffer *buffer, const char *text);
uint16_t get_u16(const unsigned char *bytes);
uint32_t get_u32(const unsigned char *bytes);

/* A frame begins with frame_begin, which returns where, and ends with frame_end. */
size_t frame_begin(struct buffer *buffer, enum frame_type type);
void frame_end(struct buffer *buffer, size_t begin);

/* Appends the request frame: all that the agent has to know of this process. */
void request_put(struct buffer *buffer, int argc, char **argv, char **environment);

/* The size of the terminal this process has, or zeros. */
void window_size(uint16_t *rows, uint16_t *columns);

/* What waits to be written to one of this process's streams. */
struct output {
  struct buffer data;
  size_t written; /* of the data */
  size_t chunk;   /* written at once */
  uint32_t taken; /* bytes that the agent was not yet given room for again */
  bool closed;    /* nobody reads it */
};

/* The streams of a program in the foreground. Nothing blocks. */
struct streams {
  bool attached;
  bool in_open;
  bool keys;            /* input is typed, and may be the key sequence that detaches */
  unsigned typed;       /* how much of that sequence was typed: the line's end, the tilde */
  bool detached;        /* it was typed */
  uint32_t in_room;     /* bytes that may be sent */
  struct output out[3]; /* 1 and 2 */
};

/* From now on the streams are a program's. */
void streams_attach(struct streams *streams);
void streams_free(struct streams *streams);

/* Writes what waits for standard output; drops what that takes no more of. */
void streams_finish_output(struct streams *streams, struct buffer *out);

/* Takes a frame about a stream. Returns -1 if it makes no sense. */
int streams_take(struct streams *streams, unsigned type, const unsigned char *payload,
                 size_t length);

/* Whether nothing waits to be written. */
bool streams_empty(const struct streams *streams);

/* What to poll for; input only if the program has not ended and nothing waits to be sent. */
void streams_polls(const struct streams *streams, bool ended, bool unsent, struct pollfd polls[3]);

/* Reads and writes what is ready, and appends frames for the agent. */
void streams_ready(struct streams *streams, const struct pollfd polls[3], struct buffer *out);

/* Lets the terminal pass everything on, if standard input is one; undone by the last of these. */
void terminal_raw(void);

/* Lets it pass on all keys but those that send signals; what is given is written when it is given back. */
void terminal_screen(const unsigned char *farewell, size_t length);

/* Takes the terminal again, as it was taken last. */
void terminal_again(void);
void terminal_restore(void);

/* Makes sure that descriptors 0 to 2 are open. Returns 0 or -1 with errno. */
int standard_streams_open(void);

/* Sends the request, forwards signals, and returns the status that the agent says. */
int session_run(const struct options *options, const struct agent *agent);

/* Prints one line, which begins with the program's name, on standard error. */
__attribute__((format(printf, 1, 2))) void complain(const char *format, ...);

#endif
