/* Runs the client against fake agents, for the programs that test it. */
#ifndef SSI_RUNNER_H
#define SSI_RUNNER_H

#include "fake_agent.h"

#include <stdio.h>
#include <sys/types.h>

extern int failures;
extern const char *test_name;
extern char run_directory[64];

#define CHECK(condition)                                                                           \
  do {                                                                                             \
    if (!(condition)) {                                                                            \
      fprintf(stderr, "%s: line %d: not so: %s\n", test_name, __LINE__, #condition);               \
      failures++;                                                                                  \
    }                                                                                              \
  } while (0)

/* A client that runs. */
struct client {
  pid_t pid;
  int in; /* the far ends of its streams */
  int out;
  int err;
};

struct test {
  const char *name;
  void (*run)(void);
};

struct client start_as(const char *name, void (*prepare)(void), const char *const *words);
struct client start(const char *const *words);

/* Waits for its end, at most ten seconds. Returns the exit code, or -1; and what it complained of. */
int finish(struct client *client, char *complaint, size_t size);

void socket_path(char *path, size_t size, const char *cluster, const char *file);
int listen_as(const char *cluster, const char *file);
void remove_socket(const char *cluster, const char *file);
void close_request(const struct request *request);

/* Reads the next frame, which has to be of a signal; 0 if it is not. */
unsigned next_signal(int connection);

/* Runs tests with a directory for sockets that is removed at the end. Returns the exit status. */
int run_tests(int argc, char **argv, const struct test *tests, size_t count);

#endif
