/* An agent as far as the client sees one: says hello, takes one request, says what a test tells it. */
#ifndef SSI_FAKE_AGENT_H
#define SSI_FAKE_AGENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct request {
  unsigned version;
  uint32_t umask;
  int nice;
  unsigned terminals;
  unsigned rows;
  unsigned columns;
  char cwd[512];
  int argc;
  char argv[32][64];
  uint32_t limits;
  uint32_t variables;
  bool saw_marker; /* the variable MARKER=here was there */
  int fds[3];
};

/* Listens on a path, which is made anew. */
int agent_listen(const char *path);

/* Accepts one client and says hello with a protocol version. */
int agent_accept(int listener, unsigned version, const char *node);

/* Reads the request with its descriptors. Returns whether it is whole. */
bool agent_request(int connection, struct request *request);

/* Reads one frame that is not a request; the type is 0 at the end. */
unsigned agent_frame(int connection, unsigned char *payload, size_t *length);

/* The same for a frame that may carry bytes of a stream: payload has room for 65537. */
unsigned agent_data(int connection, unsigned char *payload, size_t *length);

/* Sends any frame. */
void agent_say(int connection, unsigned type, const void *payload, size_t length);

void agent_say_exit(int connection, unsigned kind, uint32_t value);
void agent_say_attached(int connection, bool terminal);

/* A screen of the verb itself; the farewell is shorter than 64 bytes. */
void agent_say_screen(int connection, const char *farewell);

#endif
