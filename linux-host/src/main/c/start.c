// What the keeper starts: the program under its reaper, with its user's rights and streams; workers such as CRIU.
#include "keeper.h"

#include <grp.h>
#include <linux/close_range.h>
#include <sys/resource.h>

const char *const stream_names[] = {"stdin", "stdout", "stderr", "pty"};
static const char *const limit_names[] = {"cpu",     "fsize", "data",  "stack",      "core",     "rss",  "nproc",  "nofile",
                                          "memlock", "as",    "locks", "sigpending", "msgqueue", "nice", "rtprio", "rttime"};

// In a child: says in the shared request what failed, and ends.
__attribute__((format(printf, 4, 5))) static void must(bool done, struct request *r, const char *step, const char *format, ...) {
  if (done) return;
  char sentence[200];
  va_list arguments;
  r->error = errno ? errno : EIO;
  va_start(arguments, format);
  vsnprintf(sentence, sizeof sentence, format, arguments);
  va_end(arguments);
  said(r, 0, "cannot %s: %s", sentence, strerror(r->error));
  snprintf(r->operation, sizeof r->operation, "%s", step);
  _exit(127);
}

// Nobody writes to the pipe: its end says that all children that hold it have exec'd, or failed.
static int launched(struct request *r, int pipe) {
  int ready = poll(&(struct pollfd){.fd = pipe, .events = POLLIN}, 1, 10000);
  close(pipe);
  return ready > 0 ? r->error : said(r, ETIMEDOUT, "not exec'd within 10 seconds");
}

static void child_prepare(void) {
  sigset_t none;
  sigemptyset(&none);
  for (int number = 1; number < NSIG; number++) signal(number, SIG_DFL);
  sigprocmask(SIG_SETMASK, &none, NULL);
  setsid();
}

static _Noreturn void command(struct request *r, char **environment) {
  static char *strings[STRING_LIMIT + 2];
  environ = values_of(r, "arg", strings);
  values_of(r, "env", environ);
  if (environment && !*environ) environ = environment;
  execvp(*strings, strings);
  must(false, r, "exec", "execute %s", *strings);
  abort();
}

// What a user says of their own limits is not to be trusted: it can lower what the node gives to everybody, not raise it. Root
// may raise, as far as the keeper itself may.
static bool limit_set(char *text, uid_t uid) {
  int64_t numbers[2] = {-1, -1};  // as a limit: RLIM_INFINITY
  int limit = 0;
  for (const char *name = strsep(&text, ":"); limit < (int)RLIM_NLIMITS && strcmp(name, limit_names[limit]);) limit++;
  for (int i = 0; i < 2; i++) {
    const char *number = strsep(&text, ":");
    if (number && !strcmp(number, "unlimited")) continue;
    if (!number || !number_parse(number, 10, 0, INT64_MAX, &numbers[i])) limit = RLIM_NLIMITS;
  }
  if (text || limit == RLIM_NLIMITS) return errno = EINVAL, false;
  struct rlimit wanted = {(rlim_t)numbers[0], (rlim_t)numbers[1]}, own;
  if (!uid && !setrlimit(limit, &wanted)) return true;
  if ((!uid && errno != EPERM) || getrlimit(limit, &own)) return false;
  if (wanted.rlim_max > own.rlim_max) wanted.rlim_max = own.rlim_max;
  if (wanted.rlim_cur > wanted.rlim_max) wanted.rlim_cur = wanted.rlim_max;
  return !setrlimit(limit, &wanted);
}

static bool groups_set(char *text) {
  gid_t groups[1024];
  size_t count = 0;
  int64_t number;
  for (const char *group; (group = strsep(&text, ",")); groups[count++] = (gid_t)number)
    if (count == 1024 || !number_parse(group, 10, 0, UINT32_MAX - 1, &number)) return errno = EINVAL, false;
  return !setgroups(count, groups);
}

// A stream of the program: opened with its user's rights, inside the namespaces, or CRIU could not dump it.
static int stream_open(const struct request *r, int stream, const int *inner) {
  const char *how = value_of(r, stream_names[stream]);
  if (!how || !strcmp(how, "null")) return open("/dev/null", stream == STDIN ? O_RDONLY : O_WRONLY);
  if (!strcmp(how, "pipe")) return inner[stream];
  if (!strcmp(how, "pty")) return open(ptsname(container.outer[PTY]), O_RDWR);  // The first one becomes the controlling terminal.
  if (strncmp(how, "file:", 5)) return errno = EINVAL, -1;
  return open(how + 5, (stream == STDIN ? O_RDONLY : O_WRONLY | O_APPEND | O_CREAT) | O_NOCTTY, 0600);
}

static _Noreturn void program(struct request *r, const int *inner) {
  static char *limits[STRING_LIMIT];
  char *groups = value_of(r, "groups"), *cwd = value_of(r, "cwd");
  uid_t uid = (uid_t)number_of(r, "uid", 0, UINT32_MAX - 1, 0);
  gid_t gid = (gid_t)number_of(r, "gid", 0, UINT32_MAX - 1, 0);
  int nice = (int)number_of(r, "nice", -20, 19, 0);
  umask((mode_t)number_of(r, "umask", 0, 0777, 022));
  errno = EINVAL;
  must(!r->bad, r, "start", "understand %s", r->bad);
  child_prepare();
  values_of(r, "rlimit", limits);
  for (char **limit = limits; *limit; limit++) must(limit_set(*limit, uid), r, "rlimit", "set limit %s", *limit);
  if (uid && nice < getpriority(PRIO_PROCESS, 0)) nice = getpriority(PRIO_PROCESS, 0);
  bool refused = value_of(r, "nice") && setpriority(PRIO_PROCESS, 0, nice);
  must(!refused || errno == EACCES || errno == EPERM, r, "nice", "set nice to %d", nice);
  if (container.outer[PTY] >= 0) must(!chown(ptsname(container.outer[PTY]), uid, (gid_t)-1), r, "start", "own the terminal");
  must(groups_set(groups), r, "ids", "join the groups");
  must(!setresgid(gid, gid, gid) && !setresuid(uid, uid, uid), r, "ids", "become user %u, group %u", uid, gid);
  must(!chdir(cwd ? cwd : "/"), r, "cwd", "enter %s", cwd);
  for (int i = 0; i < PTY; i++) {
    int fd = stream_open(r, i, inner);
    must(fd >= 0 && dup2(fd, i) == i, r, stream_names[i], "open %s", value_of(r, stream_names[i]));
  }
  close_range(3, ~0U, CLOSE_RANGE_CLOEXEC);
  command(r, NULL);
}

static _Noreturn void become_reaper(struct request *r, const int *inner) {
  char number[16];
  pid_t child = 0;
  for (const char **group = container.cgroups; *group; group++)
    must(group_enter(*group), r, "cgroup", "enter cgroup %s", *group);
  // CRIU saves System V memory, queues and semaphores as a whole, of a namespace that it is not in itself.
  must(!unshare(CLONE_NEWIPC), r, "ipc", "make a namespace");
  must(setsid() > 0 && !prctl(PR_SET_CHILD_SUBREAPER, 1) && (child = fork()) >= 0, r, "reaper", "fork");
  if (child == 0) program(r, inner);
  snprintf(number, sizeof number, "%d", r->program = child);
  for (int fd = 0; fd < 3; fd++) close(fd);
  close_range(3, ~0U, CLOSE_RANGE_CLOEXEC);
  // Exec: a program mapped from outside the mount namespace could not be dumped.
  execve(container.self, (char *[]){"ssi-keeper", "reaper", number, NULL}, (char *[]){NULL});
  must(false, r, "reaper", "execute %s", container.self);
  abort();
}

enum { PIPE_BYTES = 256 * 1024 };

// Makes what the keeper holds of the program's streams; inner: what the program gets.
static bool outer_open(struct request *r, int *inner) {
  struct winsize size = {.ws_row = (unsigned short)number_of(r, "rows", 1, 65535, 24),
                         .ws_col = (unsigned short)number_of(r, "columns", 1, 65535, 80)};
  bool done = true, terminal = false;
  outer_set(PTY, -1);
  for (int i = 0, ends[2]; i < PTY; i++) {
    const char *how = value_of(r, stream_names[i]);
    bool piped = done && how && !strcmp(how, "pipe") && (done = !pipe2(ends, O_CLOEXEC));
    // Fewer turns of program and agent; where it is refused, fcntl(2), the usual size does as well.
    if (piped) (void)fcntl(ends[0], F_SETPIPE_SZ, PIPE_BYTES);
    terminal |= how && !strcmp(how, "pty");
    inner[i] = piped ? ends[i != STDIN] : -1;
    outer_set(i, piped ? ends[i == STDIN] : -1);
  }
  if (terminal) outer_set(PTY, posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK));
  int master = container.outer[PTY];
  return done && (!terminal || (master >= 0 && !unlockpt(master) && !ioctl(master, TIOCSWINSZ, &size)));
}

int verb_start(struct request *r) {
  int inner[3], ends[2];
  if (!value_of(r, "arg")) return said(r, EINVAL, "no arg");
  if (!nobody()) return said(r, EBUSY, "processes live in the container");
  if (freezer_state() == 1) return said(r, EBUSY, "the container is frozen");
  if (pipe2(ends, O_CLOEXEC)) return errno;
  tree_forget();
  file_write(KERNEL, "ns_last_pid", "2");
  pid_t pid = outer_open(r, inner) ? group_fork(container.cgroups, REAPER_PID) : -1;
  int error = pid < 0 ? errno : 0;
  if (pid == 0) become_reaper(r, inner);
  for (int i = 0; i < PTY; i++) close(inner[i]);
  close(ends[1]);
  if (error) close(ends[0]);
  else error = launched(r, ends[0]);
  if (!error) {
    child_add(REAPER, REAPER_PID, -1);
    container.state = RUNNING;
    put(&r->reply, "reaper=%d\nprogram=%d\n", REAPER_PID, child_add(PROGRAM, r->program, -1)->pid);
    return verb_streams(r);
  }
  kill(-1, SIGKILL);  // Until they are gone, in a state in which nobody hears how they ended.
  for (int64_t deadline = now() + 10000; !nobody() && now() < deadline; usleep(1000)) container_update();
  for (int i = 0; i < STREAMS; i++) outer_set(i, -1);
  return error;
}

static _Noreturn void work(struct request *r, char **groups, int pipe, int count) {
  static char *environment[] = {"PATH=/usr/sbin:/usr/bin:/sbin:/bin", NULL};
  const char *log = value_of(r, "log");
  child_prepare();
  for (char **group = groups; *group; group++) must(group_enter(*group), r, "cgroup", "enter cgroup %s", *group);
  int output = log ? open(log, O_WRONLY | O_APPEND | O_CREAT | O_NOCTTY, 0600) : 1, fds[DESCRIPTORS];
  must(output >= 0 && dup2(output, 1) == 1 && dup2(1, 2) == 2, r, "log", "open %s", log);
  // First out of the way of 3, 4, 5..., among which they may be themselves; the pipe too, whose end would tell success.
  must(fcntl(pipe, F_DUPFD, 3 + DESCRIPTORS) > 0, r, "descriptors", "keep the pipe");
  for (int i = 0; i < count; i++) fds[i] = fcntl(r->from->fds[i], F_DUPFD, 3 + DESCRIPTORS);
  close_range(3, ~0U, CLOSE_RANGE_CLOEXEC);
  for (int i = 0; i < count; i++) must(dup2(fds[i], 3 + i) == 3 + i, r, "descriptors", "place descriptor %d", 3 + i);
  command(r, environment);
}

int verb_criu(struct request *r) {
  static char *groups[STRING_LIMIT];
  int count = (int)number_of(r, "fds", 0, DESCRIPTORS, 0), living = 0, ends[2];
  for (int i = 0; i < CHILDREN; i++) living += children[i].role == WORKER && children[i].status < 0;
  if (r->bad || !value_of(r, "arg")) return EINVAL;
  if (count > r->from->fd_count) return said(r, EPROTO, "%d descriptors came", r->from->fd_count);
  if (living >= WORKERS) return said(r, EAGAIN, "%d workers live", living);
  values_of(r, "cgroup", groups);
  pid_t pid = pipe2(ends, O_CLOEXEC) ? -1 : group_fork((const char *const *)groups, 0);
  if (pid < 0) return errno;
  if (pid == 0) work(r, groups, ends[1], count);
  close(ends[1]);
  while (count-- > 0) close(descriptor_take(r->from));
  int error = launched(r, ends[0]);
  if (error) return kill(pid, SIGKILL), waitpid(pid, NULL, 0), error;
  put(&r->reply, "pid=%d\n", child_add(WORKER, pid, -1)->pid);
  return 0;
}
