// What the files of the keeper share. Roles, protocol and limits: docs/keeper-protocol.md.
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { REAPER_PID = 2, PID_LIMIT = 1 << 22, CONNECTIONS = 8, CHILDREN = 64, WORKERS = 48, CGROUPS = 8 };
enum { FRAME_LIMIT = 4 << 20, STRING_LIMIT = 65536, REPLY_LIMIT = 8192, DESCRIPTORS = 16 };
enum stream { STDIN, STDOUT, STDERR, PTY, STREAMS };

extern struct container {  // what pid 1 knows of its namespace
  int number;
  bool own_pid_max, restore_failed;  // restore_failed: a worker failed since `expect`
  const char *self, *socket, *cgroups[CGROUPS + 1];
  enum state { EMPTY, EXPECTED, RUNNING, ENDED } state;
  int outer[STREAMS];  // outer ends of the program's streams; -1: none
} container;

extern struct child {  // oldest first
  enum role { PROGRAM, REAPER, WORKER } role;
  pid_t pid;
  int status;  // -1: not ended
} children[CHILDREN];

extern struct connection {
  int fd;  // -1: free
  bool subscribed;
  char *input;
  size_t have;
  int fd_count, fds[DESCRIPTORS];  // received, not claimed yet
} connections[CONNECTIONS];

struct frame {  // on its way out
  size_t length;
  int fd_count, fds[DESCRIPTORS];
  char bytes[4 + REPLY_LIMIT];
};

struct request {
  struct connection *from;
  int count;
  char **strings;                    // the verb, then key=value
  const char *bad;                   // a key or value not understood
  char operation[16], message[256];  // for an error reply: what failed, and the sentence if not errno's own
  struct frame reply;
};

int keep(int listener);  // keeper.c
void signals_take(void);
bool wait_until(bool (*done)(void), int64_t milliseconds);

void frame_begin(struct frame *frame, const char *first);  // frame.c
__attribute__((format(printf, 2, 3))) void put(struct frame *frame, const char *format, ...);
void frame_send(struct connection *to, struct frame *frame);
void connection_read(struct connection *from);
void connection_drop(struct connection *which);
int descriptor_take(struct connection *from);

void request_serve(struct connection *from, char *payload, size_t length);  // request.c
void refuse(struct connection *to, const char *operation, int error, const char *message);
char *value_next(const struct request *request, const char *key, int *after);
char *value_of(const struct request *request, const char *key);
int64_t number_of(struct request *request, const char *key, int64_t least, int64_t most, int64_t absent);

typedef int verb(struct request *request);  // verbs.c, start.c, worker.c: 0, or the errno for the error reply
verb verb_criu, verb_cursor, verb_dismiss, verb_expect, verb_freezer, verb_hello, verb_kill;
verb verb_outer, verb_signal, verb_start, verb_status, verb_streams, verb_subscribe, verb_window;
void outer_set(int stream, int fd);
extern const char *const stream_names[];

__attribute__((format(printf, 3, 4))) _Noreturn void give_up(int pipe, const char *step, const char *format, ...);
struct outcome {  // a message from a child on its way to exec
  pid_t program;  // or 0, and the rest tells a failure
  int error;
  char step[16], message[200];
};

void child_prepare(void);  // launching.c
int launch_result(struct request *request, int pipe, pid_t *program);

struct child *child_add(enum role role, pid_t pid, int status);  // children.c
struct child *child_current(enum role role);
void children_reap(void), container_refresh(void), tree_forget(void);
void program_ended(int status);
bool nobody(void);
int workers(pid_t pid);  // that live, with that pid if not 0
extern const char *const role_names[];

bool file_read(const char *directory, const char *file, char *text, size_t size);  // system_file.c
bool file_write(const char *directory, const char *file, const char *text);
int freezer_state(void);  // 1 frozen, 0 not (yet), -1 no freezer
bool freezer_set(bool frozen);

int launch(int argc, char **argv);
int reaper(const char *program);
