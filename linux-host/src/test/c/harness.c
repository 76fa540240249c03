#include "harness.h"

#include <dirent.h>
#include <ftw.h>
#include <stdarg.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/un.h>
#include <time.h>

static struct {
  const char *sentence;
  void (*run)(void);
} tests[128];
static int test_count, container_count;
static char directory[64];

void test_add(const char *sentence, void (*run)(void)) {
  tests[test_count].sentence = sentence;
  tests[test_count++].run = run;
}

void check(bool holds, const char *file, int line, const char *what, const char *detail) {
  if (holds) return;
  printf("    %s:%d: %s%s%s (errno %s)\n", file, line, what, detail ? ": " : "", detail ? detail : "", strerrorname_np(errno));
  fflush(stdout);
  _exit(1);
}

void check_text(const char *actual, const char *expected, const char *file, int line, const char *what) {
  check(actual && !strcmp(actual, expected), file, line, what, format("'%s', expected '%s'", actual, expected));
}

void check_number(long actual, long expected, const char *file, int line, const char *what) {
  check(actual == expected, file, line, what, format("%ld, expected %ld", actual, expected));
}

void skip(const char *reason) {
  const char *ci = getenv("CI");
  printf("    needs: %s\n", reason);
  fflush(stdout);
  _exit(ci && !strcmp(ci, "true") ? 1 : SKIPPED);
}

const char *format(const char *pattern, ...) {
  char *text = NULL;
  va_list arguments;
  va_start(arguments, pattern);
  CHECK(vasprintf(&text, pattern, arguments) >= 0);
  va_end(arguments);
  return text;
}

const char *test_path(const char *name) { return format("%s/%s", directory, name); }

const char *text_of(const char *path) {
  char *text = calloc(1, 1 << 16);
  int fd = open(path, O_RDONLY);
  ssize_t length = fd < 0 ? 0 : read(fd, text, (1 << 16) - 1);
  if (fd >= 0) close(fd);
  text[length > 0 ? length : 0] = 0;
  return text;
}

void write_text(const char *path, const char *text) {
  int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
  check(fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text), __FILE__, __LINE__, "write", path);
  close(fd);
}

bool eventually(bool (*holds)(void *), void *argument) {
  for (int i = 0; i < 2000; i++) {
    if (holds(argument)) return true;
    usleep(5000);
  }
  return false;
}

const char *keeper_program(void) { return getenv("SSI_KEEPER"); }

const char *cgroup_make(const char *hierarchy) {
  const char *path = format("/sys/fs/cgroup/%s/ssi-keeper-test-%d-%d", hierarchy, getpid(), ++container_count);
  if (mkdir(path, 0755)) return NULL;
  write_text(test_path(format("cgroup.%d", container_count)), path);
  return path;
}

struct container container_launch(const char *name, const char *cgroup, const char *self) {
  struct container made = {.socket = test_path(name), .cgroup = cgroup};
  int output[2];
  char line[32] = "";
  CHECK(!pipe(output));
  pid_t launcher = fork();
  if (launcher == 0) {
    const char *arguments[16] = {keeper_program(), "launch", "--socket", made.socket, "--number", "17", NULL};
    int count = 6, status = dup2(output[1], 1);
    if (cgroup) arguments[count++] = "--cgroup", arguments[count++] = cgroup;
    if (self) arguments[count++] = "--self", arguments[count++] = self;
    execv(arguments[0], (char **)arguments);
    _exit(status < 0 ? 1 : 127);
  }
  close(output[1]);
  CHECK(read(output[0], line, sizeof line - 1) > 0);
  CHECK_NUMBER(read(output[0], line + 20, 1), 0);
  close(output[0]);
  int status;
  CHECK(waitpid(launcher, &status, 0) == launcher && status == 0);
  made.keeper = atoi(line);
  CHECK(made.keeper > 1);
  write_text(test_path(format("keeper.%d", made.keeper)), line);
  return made;
}

struct agent agent_connect(struct container container) {
  struct agent agent = {.fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)};
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  strncpy(address.sun_path, container.socket, sizeof address.sun_path - 1);
  CHECK(!connect(agent.fd, (struct sockaddr *)&address, sizeof address));
  return agent;
}

void agent_gone(struct agent *agent) {
  while (agent->fd_count) close(agent_take(agent));
  close(agent->fd);
  agent->fd = -1;
}

void agent_send(struct agent *agent, const int *fds, int fd_count, const char *const *strings) {
  union { struct cmsghdr header; char bytes[CMSG_SPACE(64 * sizeof(int))]; } control = {0};
  char *frame = NULL;
  size_t size = 0;
  FILE *stream = open_memstream(&frame, &size);
  uint32_t length = 0;
  fwrite(&length, 4, 1, stream);
  for (; *strings; strings++) fwrite(*strings, strlen(*strings) + 1, 1, stream);
  fclose(stream);
  length = (uint32_t)size - 4;
  memcpy(frame, &length, 4);
  struct iovec part = {.iov_base = frame, .iov_len = size};
  struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};
  if (fd_count) {
    size_t bytes = (size_t)fd_count * sizeof(int);
    control.header = (struct cmsghdr){.cmsg_level = SOL_SOCKET, .cmsg_type = SCM_RIGHTS, .cmsg_len = CMSG_LEN(bytes)};
    memcpy(CMSG_DATA(&control.header), fds, bytes);
    message.msg_control = &control;
    message.msg_controllen = CMSG_SPACE(bytes);
  }
  check(sendmsg(agent->fd, &message, MSG_NOSIGNAL) == (ssize_t)size, __FILE__, __LINE__, "send", strings[0]);
  free(frame);
}

static bool receive_exactly(struct agent *agent, char *bytes, size_t length) {
  while (length) {
    union { struct cmsghdr header; char bytes[CMSG_SPACE(16 * sizeof(int))]; } control;
    struct iovec part = {.iov_base = bytes, .iov_len = length};
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof control};
    ssize_t got = recvmsg(agent->fd, &message, MSG_CMSG_CLOEXEC);
    if (got <= 0) return false;
    for (struct cmsghdr *each = CMSG_FIRSTHDR(&message); each; each = CMSG_NXTHDR(&message, each)) {
      size_t count = (each->cmsg_len - CMSG_LEN(0)) / sizeof(int);
      memcpy(agent->fds + agent->fd_count, CMSG_DATA(each), count * sizeof(int));
      agent->fd_count += (int)count;
    }
    bytes += got;
    length -= (size_t)got;
  }
  return true;
}

struct message agent_receive(struct agent *agent) {
  uint32_t length;
  struct message message = {0};
  if (!receive_exactly(agent, (char *)&length, sizeof length)) return message;
  CHECK(length > 0 && length <= 8192);
  message.bytes = calloc(1, length + 1);
  message.length = length;
  CHECK(receive_exactly(agent, message.bytes, length));
  CHECK_NUMBER(message.bytes[length - 1], 0);
  return message;
}

int agent_take(struct agent *agent) {
  CHECK(agent->fd_count > 0);
  int fd = agent->fds[0];
  memmove(agent->fds, agent->fds + 1, (size_t)--agent->fd_count * sizeof fd);
  return fd;
}

const char *first(struct message message) { return message.bytes ? message.bytes : "(connection closed)"; }

const char *value(struct message message, const char *key, int k) {
  size_t length = strlen(key);
  for (const char *string = message.bytes; string && string < message.bytes + message.length; string += strlen(string) + 1)
    if (!strncmp(string, key, length) && string[length] == '=' && k-- == 0) return string + length + 1;
  return NULL;
}

long number(struct message message, const char *key) {
  const char *text = value(message, key, 0);
  return text ? atol(text) : -1;
}

struct message agent_ask(struct agent *agent, const int *fds, int fd_count, const char *const *strings) {
  agent_send(agent, fds, fd_count, strings);
  for (;;) {
    struct message reply = agent_receive(agent);
    if (!reply.bytes || strcmp(first(reply), "event")) return reply;
    CHECK(agent->event_count < 128);
    agent->events[agent->event_count++] = reply;
  }
}

static const char *describe(struct message message) {
  char *text = calloc(1, message.length + 2);
  for (size_t i = 0; i < message.length; i++) text[i] = message.bytes[i] ? message.bytes[i] : '|';
  return text;
}

struct message must_be_granted(struct message reply, const char *file, int line) {
  check(!strcmp(first(reply), "ok"), file, line, "granted", describe(reply));
  return reply;
}

struct message must_be_refused(struct message reply, const char *symbol, const char *file, int line) {
  const char *name = value(reply, "errno", 0);
  bool expected = !strcmp(first(reply), "error") && name && !strcmp(name, symbol) && value(reply, "operation", 0) &&
                  value(reply, "message", 0);
  check(expected, file, line, symbol, describe(reply));
  return reply;
}

struct message wait_event(struct agent *agent, const char *kind, const char *role) {
  for (;;) {
    struct message event = agent->event_count ? agent->events[0] : agent_receive(agent);
    if (agent->event_count) memmove(agent->events, agent->events + 1, (size_t)--agent->event_count * sizeof event);
    CHECK_TEXT(first(event), "event");
    const char *its_role = value(event, "role", 0);
    if (!strcmp(value(event, "kind", 0), kind) && (!role || (its_role && !strcmp(its_role, role)))) return event;
  }
}

int child_of(int pid, int position) {
  const char *text = text_of(format("/proc/%d/task/%d/children", pid, pid));
  for (; position > 0 && text; position--) text = strchr(text, ' ') ? strchr(text, ' ') + 1 : NULL;
  return text ? atoi(text) : 0;
}

static int remove_entry(const char *path, const struct stat *status, int type, struct FTW *walk) {
  (void)status, (void)type, (void)walk;
  return remove(path);
}

static void clean(void) {
  struct dirent *entry;
  DIR *all = opendir(directory);
  while ((entry = readdir(all)))
    if (!strncmp(entry->d_name, "keeper.", 7)) kill(atoi(entry->d_name + 7), SIGKILL);
  while (waitpid(-1, NULL, 0) > 0) continue;
  rewinddir(all);
  while ((entry = readdir(all)))
    if (!strncmp(entry->d_name, "cgroup.", 7)) rmdir(text_of(test_path(entry->d_name)));
  closedir(all);
  nftw(directory, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
}

static int run(int index) {
  strcpy(directory, "/tmp/ssi-keeper-test.XXXXXX");
  CHECK(mkdtemp(directory) && !chmod(directory, 0755));
  pid_t child = fork();
  if (child == 0) {
    alarm(60);
    tests[index].run();
    _exit(0);
  }
  int status;
  waitpid(child, &status, 0);
  clean();
  return status;
}

int main(int argc, char **argv) {
  int failed = 0, skipped = 0, ran = 0;
  CHECK(keeper_program() != NULL);
  if (geteuid()) {
    const char *ci = getenv("CI");
    printf("skipped all: the keeper needs root\n");
    return ci && !strcmp(ci, "true");
  }
  prctl(PR_SET_CHILD_SUBREAPER, 1);  // Keepers come to this process when their launcher ends.
  for (int i = 0; i < test_count; i++) {
    if (argc > 1 && !strstr(tests[i].sentence, argv[1])) continue;
    struct timespec from, to;
    clock_gettime(CLOCK_MONOTONIC, &from);
    fflush(stdout);
    int status = run(i);
    clock_gettime(CLOCK_MONOTONIC, &to);
    char sentence[160];
    snprintf(sentence, sizeof sentence, "%s", tests[i].sentence);
    for (char *at = sentence; *at; at++) *at = *at == '_' ? ' ' : *at;
    bool skips = WIFEXITED(status) && WEXITSTATUS(status) == SKIPPED;
    ran++;
    skipped += skips;
    failed += status != 0 && !skips;
    printf("%s %s (%ld ms)%s\n", status == 0 ? "ok  " : skips ? "skip" : "FAIL", sentence,
           (to.tv_sec - from.tv_sec) * 1000 + (to.tv_nsec - from.tv_nsec) / 1000000,
           WIFSIGNALED(status) ? format(" signal %d", WTERMSIG(status)) : "");
  }
  printf("%d ran, %d failed, %d skipped\n", ran, failed, skipped);
  return failed || ran == 0;
}
