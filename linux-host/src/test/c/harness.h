// A small test runner: each TEST is a sentence and runs in a process of its own, with a time limit.
#ifndef SSI_HARNESS_H
#define SSI_HARNESS_H

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SKIPPED = 77 };

#define TEST(sentence)                                                                \
  static void sentence(void);                                                         \
  __attribute__((constructor)) static void add_##sentence(void) { test_add(#sentence, sentence); } \
  static void sentence(void)

#define CHECK(condition) check((condition), __FILE__, __LINE__, #condition, NULL)
#define CHECK_TEXT(actual, expected) check_text((actual), (expected), __FILE__, __LINE__, #actual)
#define CHECK_NUMBER(actual, expected) check_number((actual), (expected), __FILE__, __LINE__, #actual)

void test_add(const char *sentence, void (*run)(void));
void check(bool holds, const char *file, int line, const char *what, const char *detail);
void check_text(const char *actual, const char *expected, const char *file, int line, const char *what);
void check_number(long actual, long expected, const char *file, int line, const char *what);
_Noreturn void skip(const char *reason);  // fails where CI=true

// Files in the directory that the running test has for itself; the returned text is the test's to keep.
const char *test_path(const char *name);
const char *text_of(const char *path);
void write_text(const char *path, const char *text);
const char *format(const char *pattern, ...) __attribute__((format(printf, 1, 2)));
bool eventually(bool (*holds)(void *), void *argument);  // within 10 seconds

// A container under test: a keeper of its own, killed at the test's end whatever happens.
struct message {
  char *bytes;
  size_t length;
};

struct agent {
  int fd;
  int fd_count, fds[16];
  int event_count;
  struct message events[128];  // that came before a reply
};

struct container {
  int keeper;  // pid as seen here
  const char *socket, *cgroup;
};

struct container container_launch(const char *name, const char *cgroup, const char *self);
struct agent agent_connect(struct container container);
void agent_gone(struct agent *agent);
void agent_send(struct agent *agent, const int *fds, int fd_count, const char *const *strings);
struct message agent_receive(struct agent *agent);  // empty bytes: the keeper has closed the connection
int agent_take(struct agent *agent);                // the next descriptor that came

// The k-th value of a key, or NULL.
const char *value(struct message message, const char *key, int k);
const char *first(struct message message);
long number(struct message message, const char *key);

#define ask(agent, ...) agent_ask(agent, NULL, 0, (const char *const[]){__VA_ARGS__, NULL})
#define ask_with(agent, fds, count, ...) agent_ask(agent, fds, count, (const char *const[]){__VA_ARGS__, NULL})
struct message agent_ask(struct agent *agent, const int *fds, int fd_count, const char *const *strings);
#define granted(agent, ...) must_be_granted(ask(agent, __VA_ARGS__), __FILE__, __LINE__)
struct message must_be_granted(struct message reply, const char *file, int line);
#define refused(agent, symbol, ...) must_be_refused(ask(agent, __VA_ARGS__), symbol, __FILE__, __LINE__)
struct message must_be_refused(struct message reply, const char *symbol, const char *file, int line);

struct message wait_event(struct agent *agent, const char *kind, const char *role);
int child_of(int pid, int position);  // pid of the position-th child as seen here, 0 if there is none
const char *cgroup_make(const char *hierarchy);  // NULL if there is no such hierarchy
const char *keeper_program(void);
#endif
