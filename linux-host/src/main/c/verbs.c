// The other verbs.
#include "keeper.h"

void outer_set(int stream, int fd) {
  if (container.outer[stream] >= 0) close(container.outer[stream]);
  container.outer[stream] = fd;
}

int verb_streams(struct request *r) {
  for (int i = 0; i < STREAMS; i++) {
    if (container.outer[i] < 0) continue;
    r->reply.fds[r->reply.fd_count++] = container.outer[i];
    put(&r->reply, "fd=%s\n", stream_names[i]);
  }
  return 0;
}

static int verb_hello(struct request *r) {
  static const char *const states[] = {"empty", "expected", "running", "ended"}, *const frozen[] = {"none", "no", "yes"};
  container_update();
  const struct child *program = container.state == EMPTY ? NULL : child_current(PROGRAM);
  put(&r->reply, "protocol=1\ncontainer=%d\nstate=%s\n", (int)container.number, states[container.state]);
  put(&r->reply, "reaper=%d\nprogram=%d\n", program && !kill(REAPER_PID, 0) ? REAPER_PID : 0, program ? program->pid : 0);
  if (program && program->status >= 0) put(&r->reply, "status=%d\n", program->status);
  put(&r->reply, "pid_max=%s", file_text(KERNEL, "pid_max"));
  put(&r->reply, "pid_max_per_namespace=%s\n", container.own_pid_max ? "yes" : "no");
  put(&r->reply, "cursor=%s", file_text(KERNEL, "ns_last_pid"));
  put(&r->reply, "frozen=%s\n", frozen[freezer_state() + 1]);
  for (int i = 0; i < STREAMS; i++)
    if (container.outer[i] >= 0) put(&r->reply, "stream=%s\n", stream_names[i]);
  return 0;
}

static int verb_subscribe(struct request *r) {
  verb_hello(r);  // First: what it tells is not announced once more.
  r->from->subscribed = true;
  return 0;
}

// close and adopt: what the keeper holds as the outer end of a stream.
static int verb_outer(struct request *r) {
  const char *name = value_of(r, "stream");
  int stream = 0, wanted = !strcmp(r->strings[0], "adopt"), count = (int)number_of(r, "fds", 0, 1, 0);
  while (stream < STREAMS && (!name || strcmp(name, stream_names[stream]))) stream++;
  if (stream == STREAMS) return said(r, EINVAL, "stream is one of stdin, stdout, stderr, pty");
  if (count != wanted || count > r->from->fd_count) return said(r, EPROTO, "%d descriptors came", r->from->fd_count);
  if (!wanted && container.outer[stream] < 0) return said(r, ENOENT, "the keeper holds no %s", name);
  outer_set(stream, wanted ? descriptor_take(r->from) : -1);
  return 0;
}

static int verb_window(struct request *r) {
  int rows = (int)number_of(r, "rows", 1, 65535, 24), columns = (int)number_of(r, "columns", 1, 65535, 80);
  struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
  if (r->bad) return EINVAL;
  if (container.outer[PTY] < 0) return said(r, ENOENT, "the container has no terminal");
  return ioctl(container.outer[PTY], TIOCSWINSZ, &size) ? errno : 0;
}

static int verb_expect(struct request *r) {
  int program = (int)number_of(r, "program", 3, PID_LIMIT, 0), status = (int)number_of(r, "status", 0, 65535, -1);
  if (r->bad || !program) return said(r, EINVAL, "program, a pid above 2, is needed");
  if (!kill(REAPER_PID, 0)) return tree_confirm(program) ? 0 : said(r, EBUSY, "a tree lives in the container");
  tree_forget();
  container.state = EXPECTED;
  container.restore_failed = false;
  child_add(REAPER, REAPER_PID, -1);
  child_add(PROGRAM, program, status);
  return 0;
}

static int verb_cursor(struct request *r) {
  int value = (int)number_of(r, "set", 0, atoi(file_text(KERNEL, "pid_max")) - 1, -1);
  char text[16];
  snprintf(text, sizeof text, "%d", value);
  if (r->bad) return EINVAL;
  if (value >= 0 && !file_write(KERNEL, "ns_last_pid", text)) return errno;
  put(&r->reply, "value=%s", file_text(KERNEL, "ns_last_pid"));
  return 0;
}

static int verb_subreaper(struct request *r) {
  int worker = (int)number_of(r, "worker", 2, PID_LIMIT, 0);
  return r->bad || !worker ? said(r, EINVAL, "worker is needed") : subreaper_watch(worker);
}

static int verb_signal(struct request *r) {
  int number = (int)number_of(r, "signal", 0, 64, -1), pid = (int)number_of(r, "pid", 2, PID_LIMIT, 0);
  int group = (int)number_of(r, "pgid", 2, PID_LIMIT, 0);
  bool all = value_of(r, "all");
  if (r->bad || number < 0 || !!pid + !!group + all != 1) return said(r, EINVAL, "signal, and one of pid, pgid, all=yes");
  return kill(all ? -1 : pid ? pid : -group, number) ? errno : 0;
}

static int verb_status(struct request *r) {
  int pid = (int)number_of(r, "pid", 2, PID_LIMIT, 0);
  size_t before = r->reply.length;
  put_children(&r->reply, pid);
  return r->bad ? EINVAL : pid && r->reply.length == before ? ESRCH : 0;
}

// freeze, thaw, kill: done when the container has got there.
static int verb_wait(struct request *r) {
  bool killing = !strcmp(r->strings[0], "kill"), frozen = !strcmp(r->strings[0], "freeze");
  int64_t deadline = now() + number_of(r, "timeout", 1, 60000, 10000);
  if (r->bad) return EINVAL;
  if (!killing && freezer_state() < 0) return said(r, EOPNOTSUPP, "none of the container's cgroups has a freezer");
  for (;; usleep(1000)) {
    if (killing) kill(-1, SIGKILL);
    if (!freezer_set(frozen)) return errno;  // For kill, too: a v1 freezer keeps even the killed.
    container_update();
    if (killing ? nobody() : freezer_state() == frozen) return 0;
    if (now() > deadline) return freezer_set(false), ETIMEDOUT;
  }
}

static int verb_dismiss(struct request *r) {
  if (!value_of(r, "force") && !nobody()) return said(r, EBUSY, "processes live in the container: kill them, or force=yes");
  unlink(container.socket);
  kill(-1, SIGKILL);
  freezer_set(false);  // What is frozen in v1 does not end with the namespace.
  frame_send(r->from, &r->reply);
  exit(0);
}

const struct verb verbs[] = {
    {"hello", verb_hello, ""},
    {"subscribe", verb_subscribe, ""},
    {"start", verb_start, " arg env rlimit uid gid groups cwd umask nice stdin stdout stderr rows columns "},
    {"streams", verb_streams, ""},
    {"close", verb_outer, " stream "},
    {"adopt", verb_outer, " stream fds "},
    {"window", verb_window, " rows columns "},
    {"expect", verb_expect, " program status "},
    {"criu", verb_criu, " arg env cgroup fds log "},
    {"cursor", verb_cursor, " set "},
    {"subreaper", verb_subreaper, " worker "},
    {"signal", verb_signal, " signal pid pgid all "},
    {"status", verb_status, " pid "},
    {"freeze", verb_wait, " timeout "},
    {"thaw", verb_wait, " timeout "},
    {"kill", verb_wait, " timeout "},
    {"dismiss", verb_dismiss, " force "},
    {0},
};
