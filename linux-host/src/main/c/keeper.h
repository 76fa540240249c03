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
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { REAPER_PID = 2, PID_LIMIT = 1 << 22, CONNECTIONS = 8, CHILDREN = 64, WORKERS = 48, CGROUPS = 8 };
enum { FRAME_LIMIT = 4 << 20, STRING_LIMIT = 65536, REPLY_LIMIT = 8192, DESCRIPTORS = 16 };
#define KERNEL "/proc/sys/kernel"
enum stream { STDIN, STDOUT, STDERR, PTY, STREAMS };

extern struct container {  // what pid 1 knows of its namespace
  int64_t number;
  bool own_pid_max, restore_failed;  // restore_failed: a worker failed since `expect`
  const char *self, *socket, *cgroups[CGROUPS + 1];
  enum state { EMPTY, EXPECTED, RUNNING, ENDED } state;
  int outer[STREAMS];       // outer ends of the program's streams; -1: none
  struct request *request;  // the one being served
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

struct request {  // in memory that forked children share, so that they can say why they failed
  struct connection *from;
  int count, error;
  char **strings;                    // the verb, then key=value
  const char *bad;                   // a key or value not understood
  char operation[16], message[256];  // for an error reply: what failed, and the sentence if not errno's own
  pid_t program;
  struct frame reply;
};

extern const struct verb {
  const char *name;
  int (*run)(struct request *);  // 0 with the reply put, or the errno of an error reply
  const char *keys;              // each between blanks
} verbs[];

// keeper.c
int keep(int listener);
int64_t now(void);  // milliseconds, monotonic
void signals_take(void);
// frame.c
__attribute__((format(printf, 2, 3))) void put(struct frame *frame, const char *format, ...);
void frame_send(struct connection *to, struct frame *frame);
void connection_read(struct connection *from);
int descriptor_take(struct connection *from);
// request.c
void request_serve(struct connection *from, char *payload, size_t length);
void refuse(struct connection *to, const char *operation, int error, const char *message);
__attribute__((format(printf, 3, 4))) int said(struct request *request, int error, const char *format, ...);
char *value_of(const struct request *request, const char *key);
char **values_of(const struct request *request, const char *key, char **into);
bool number_parse(const char *text, int base, int64_t least, int64_t most, int64_t *number);
int64_t number_of(struct request *request, const char *key, int64_t least, int64_t most, int64_t absent);
// verbs.c and start.c
int verb_start(struct request *request), verb_criu(struct request *request), verb_streams(struct request *request);
void outer_set(int stream, int fd);
extern const char *const stream_names[];
// children.c
struct child *child_add(enum role role, pid_t pid, int status), *child_current(enum role role);
void container_update(void), program_ended(int status), tree_forget(void);
bool tree_confirm(pid_t program);
bool nobody(void);
void put_children(struct frame *frame, pid_t pid);  // all, or the newest with that pid
// subreaper.c
int subreaper_watch(pid_t worker);  // 0 or an errno
// group.c
pid_t group_fork(const char *const *groups, pid_t wanted);
bool group_enter(const char *group);
// system_file.c
char *file_text(const char *directory, const char *file);
bool file_write(const char *directory, const char *file, const char *text), freezer_set(bool frozen);
int freezer_state(void);  // 1 frozen, 0 not (yet), -1 no freezer
// launch.c and reaper.c
int launch(int argc, char **argv), reaper(const char *program);
