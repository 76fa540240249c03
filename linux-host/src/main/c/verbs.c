// The verbs. Each returns 0 with its reply put, or the errno of the error reply.
#include "keeper.h"

#include <dirent.h>

static const char kernel[] = "/proc/sys/kernel";

static int said(struct request *r, int error, const char *message) {
  snprintf(r->message, sizeof r->message, "%s", message);
  return error;
}

static long kernel_number(const char *file) {
  char text[32];
  return file_read(kernel, file, text, sizeof text) ? atol(text) : 0;
}

void outer_set(int stream, int fd) {
  if (container.outer[stream] >= 0) close(container.outer[stream]);
  container.outer[stream] = fd;
}

int verb_streams(struct request *r) {
  for (int i = 0; i < STREAMS; i++) {
    if (container.outer[i] < 0) continue;
    r->reply.fds[r->reply.fd_count++] = container.outer[i];
    put(&r->reply, "fd=%s", stream_names[i]);
  }
  return 0;
}

int verb_hello(struct request *r) {
  static const char *const states[] = {"empty", "expected", "running", "ended"}, *const frozen[] = {"none", "no", "yes"};
  container_refresh();
  const struct child *program = container.state == EMPTY ? NULL : child_current(PROGRAM);
  put(&r->reply, "protocol=1");
  put(&r->reply, "container=%d", container.number);
  put(&r->reply, "state=%s", states[container.state]);
  put(&r->reply, "reaper=%d", !kill(REAPER_PID, 0) && program ? REAPER_PID : 0);
  put(&r->reply, "program=%d", program ? program->pid : 0);
  if (program && program->status >= 0) put(&r->reply, "status=%d", program->status);
  put(&r->reply, "pid_max=%ld", kernel_number("pid_max"));
  put(&r->reply, "pid_max_per_namespace=%s", container.own_pid_max ? "yes" : "no");
  put(&r->reply, "cursor=%ld", kernel_number("ns_last_pid"));
  put(&r->reply, "frozen=%s", frozen[freezer_state() + 1]);
  for (int i = 0; i < STREAMS; i++)
    if (container.outer[i] >= 0) put(&r->reply, "stream=%s", stream_names[i]);
  return 0;
}

int verb_subscribe(struct request *r) {
  container_refresh();
  r->from->subscribed = true;
  return verb_hello(r);
}

// close and adopt: what the keeper holds as the outer end of a stream.
int verb_outer(struct request *r) {
  const char *name = value_of(r, "stream");
  int stream = 0, wanted = !strcmp(r->strings[0], "adopt"), count = (int)number_of(r, "fds", 0, 1, 0);
  while (stream < STREAMS && (!name || strcmp(name, stream_names[stream]))) stream++;
  if (stream == STREAMS) return said(r, EINVAL, "stream is one of stdin, stdout, stderr, pty");
  if (count != wanted || count > r->from->fd_count) return said(r, EPROTO, "wrong number of descriptors");
  if (!wanted && container.outer[stream] < 0) return said(r, ENOENT, "the keeper holds no such stream");
  outer_set(stream, wanted ? descriptor_take(r->from) : -1);
  return 0;
}

int verb_window(struct request *r) {
  struct winsize size = {.ws_row = (unsigned short)number_of(r, "rows", 1, 65535, 24),
                         .ws_col = (unsigned short)number_of(r, "columns", 1, 65535, 80)};
  if (r->bad) return EINVAL;
  if (container.outer[PTY] < 0) return said(r, ENOENT, "the container has no terminal");
  return ioctl(container.outer[PTY], TIOCSWINSZ, &size) ? errno : 0;
}

int verb_expect(struct request *r) {
  int program = (int)number_of(r, "program", 3, PID_LIMIT, 0), status = (int)number_of(r, "status", 0, 65535, -1);
  if (r->bad || !program) return said(r, EINVAL, "program, a pid above 2, is needed");
  if (!kill(REAPER_PID, 0)) return said(r, EBUSY, "a tree lives in the container");
  tree_forget();
  container.state = EXPECTED;
  container.restore_failed = false;
  child_add(REAPER, REAPER_PID, -1);
  child_add(PROGRAM, program, status);
  return 0;
}

int verb_cursor(struct request *r) {
  int value = (int)number_of(r, "set", 0, kernel_number("pid_max") - 1, -1);
  char text[16];
  snprintf(text, sizeof text, "%d", value);
  if (r->bad) return EINVAL;
  if (value >= 0 && !file_write(kernel, "ns_last_pid", text)) return errno;
  put(&r->reply, "value=%ld", kernel_number("ns_last_pid"));
  return 0;
}

static int signal_all(int number) {
  DIR *processes = opendir("/proc");
  int result = processes ? ESRCH : errno;
  for (struct dirent *entry; processes && (entry = readdir(processes));) {
    int pid = atoi(entry->d_name);
    if (pid > REAPER_PID && !workers(pid) && !kill(pid, number)) result = 0;
  }
  if (processes) closedir(processes);
  return result;
}

int verb_signal(struct request *r) {
  int number = (int)number_of(r, "signal", 0, 64, -1), pid = (int)number_of(r, "pid", 2, PID_LIMIT, 0);
  int group = (int)number_of(r, "pgid", 2, PID_LIMIT, 0);
  const char *all = value_of(r, "all");
  if (r->bad || number < 0 || !!pid + !!group + !!all != 1) return said(r, EINVAL, "signal, and one of pid, pgid, all=yes");
  if (all) return signal_all(number);
  return kill(pid ? pid : -group, number) ? errno : 0;
}

int verb_status(struct request *r) {
  int pid = (int)number_of(r, "pid", 2, PID_LIMIT, 0), found = 0;
  for (struct child *child = children; child < children + CHILDREN; child++) {
    if (child->pid == 0 || (pid && child->pid != pid)) continue;
    if (pid) frame_begin(&r->reply, "ok");  // The newest of that number is told.
    char status[16] = "-";
    if (child->status >= 0) snprintf(status, sizeof status, "%d", child->status);
    const char *state = child->status < 0 ? "running" : "ended";
    put(&r->reply, "child=%s:%d:%s:%s", role_names[child->role], child->pid, state, status);
    found++;
  }
  return r->bad ? EINVAL : found || !pid ? 0 : ESRCH;
}

static bool is_frozen(void) { return freezer_state() == 1; }
static bool is_thawed(void) { return freezer_state() == 0; }

int verb_freezer(struct request *r) {
  bool freeze = !strcmp(r->strings[0], "freeze");
  int64_t timeout = number_of(r, "timeout", 1, 60000, 10000);
  if (r->bad) return EINVAL;
  if (freezer_state() < 0) return said(r, EOPNOTSUPP, "none of the container's cgroups has a freezer");
  if (!freezer_set(freeze)) return errno;
  if (wait_until(freeze ? is_frozen : is_thawed, timeout)) return 0;
  freezer_set(false);
  return ETIMEDOUT;
}

static bool is_killed(void) {
  kill(-1, SIGKILL);    // Again each time, for what comes in from outside.
  freezer_set(false);   // A v1 freezer keeps even the killed.
  children_reap();
  return nobody();
}

int verb_kill(struct request *r) {
  int64_t timeout = number_of(r, "timeout", 1, 60000, 10000);
  if (r->bad) return EINVAL;
  bool killed = wait_until(is_killed, timeout);
  container_refresh();
  return killed ? 0 : ETIMEDOUT;
}

int verb_dismiss(struct request *r) {
  if (!value_of(r, "force") && !nobody()) return said(r, EBUSY, "processes live in the container; kill, or force=yes");
  unlink(container.socket);
  frame_send(r->from, &r->reply);
  exit(0);
}
