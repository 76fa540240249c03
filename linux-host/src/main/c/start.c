// The verb start: the program under a reaper, with its user's rights and streams.
#include "keeper.h"

#include <grp.h>
#include <linux/sched.h>
#include <sys/resource.h>
#include <sys/syscall.h>

const char *const stream_names[] = {"stdin", "stdout", "stderr", "pty"};
static const char *const limit_names[] = {"cpu",     "fsize", "data",  "stack",      "core",     "rss",  "nproc",  "nofile",
                                          "memlock", "as",    "locks", "sigpending", "msgqueue", "nice", "rtprio", "rttime"};

static bool limit_number(const char *text, rlim_t *value) {
  char *end = "";
  *value = strcmp(text, "unlimited") ? strtoull(text, &end, 10) : RLIM_INFINITY;
  return *text && !*end;
}

static bool limit_set(const char *text) {
  char name[16], soft[24], hard[24];
  struct rlimit limit;
  bool valid = sscanf(text, "%15[a-z]:%23[0-9a-z]:%23[0-9a-z]", name, soft, hard) == 3 &&
               limit_number(soft, &limit.rlim_cur) && limit_number(hard, &limit.rlim_max);
  for (int i = 0; valid && i < (int)RLIM_NLIMITS; i++)
    if (!strcmp(name, limit_names[i])) return !setrlimit(i, &limit);
  errno = EINVAL;
  return false;
}

static bool groups_set(const char *text) {
  gid_t groups[1024];
  size_t count = 0;
  for (char *end; *text && count < 1024; text = end + (*end == ',')) {
    groups[count++] = (gid_t)strtoul(text, &end, 10);
    if (end == text || (*end && *end != ',')) return errno = EINVAL, false;
  }
  return *text ? errno = EINVAL, false : !setgroups(count, groups);
}

// A stream of the program: opened with its user's rights, inside the namespaces, or CRIU could not dump it.
static int stream_open(struct request *r, int stream, const int *inner) {
  const char *how = value_of(r, stream_names[stream]), *terminal = ptsname(container.outer[PTY]);
  struct winsize size = {.ws_row = (unsigned short)number_of(r, "rows", 1, 65535, 24),
                         .ws_col = (unsigned short)number_of(r, "columns", 1, 65535, 80)};
  int mode = stream == STDIN ? O_RDONLY : O_WRONLY | O_APPEND | O_CREAT, fd = -1;
  if (!how || !strcmp(how, "null")) return open("/dev/null", stream == STDIN ? O_RDONLY : O_WRONLY);
  if (!strcmp(how, "pipe")) return inner[stream];
  if (!strncmp(how, "file:", 5)) return open(how + 5, mode | O_NOCTTY, 0600);
  errno = EINVAL;
  if (!strcmp(how, "pty")) fd = open(terminal, O_RDWR);  // The first one becomes the controlling terminal.
  return fd >= 0 && ioctl(fd, TIOCSWINSZ, &size) ? -1 : fd;
}

static _Noreturn void program(struct request *r, int pipe, const int *inner) {
  static char *values[STRING_LIMIT + 2];
  const char *groups = value_of(r, "groups"), *cwd = value_of(r, "cwd");
  uid_t uid = (uid_t)number_of(r, "uid", 0, UINT32_MAX - 1, 0);
  gid_t gid = (gid_t)number_of(r, "gid", 0, UINT32_MAX - 1, 0);
  int nice = (int)number_of(r, "nice", -20, 19, 0), count = 0;
  umask((mode_t)number_of(r, "umask", 0, 0777, 022));
  child_prepare();
  for (int at = 0; (values[0] = value_next(r, "rlimit", &at));)
    if (!limit_set(values[0])) give_up(pipe, "rlimit", "set limit %s", values[0]);
  if (nice && setpriority(PRIO_PROCESS, 0, nice)) give_up(pipe, "nice", "set nice to %d", nice);
  if (container.outer[PTY] >= 0 && chown(ptsname(container.outer[PTY]), uid, (gid_t)-1)) give_up(pipe, "stdin", "own the terminal");
  if (!groups_set(groups ? groups : "")) give_up(pipe, "ids", "join groups %s", groups ? groups : "(none)");
  if (setresgid(gid, gid, gid) || setresuid(uid, uid, uid)) give_up(pipe, "ids", "become user %u, group %u", uid, gid);
  if (chdir(cwd ? cwd : "/")) give_up(pipe, "cwd", "enter directory %s", cwd);
  for (int i = 0; i < PTY; i++) {
    int fd = stream_open(r, i, inner);
    if (fd < 0 || dup2(fd, i) < 0) give_up(pipe, stream_names[i], "open %s", value_of(r, stream_names[i]));
  }
  errno = EINVAL;
  if (r->bad) give_up(pipe, "start", "understand %s", r->bad);
  child_prepare();  // Once more for the descriptors just opened.
  for (int at = 0; (values[count] = value_next(r, "arg", &at));) count++;
  environ = values + count + 1;
  for (int at = 0; (environ[0] = value_next(r, "env", &at));) environ++;
  environ = values + count + 1;
  execvp(values[0], values);
  give_up(pipe, "exec", "execute %s", values[0]);
}

static _Noreturn void become_reaper(struct request *r, int pipe, const int *inner) {
  struct outcome born = {.program = 0};
  char number[16];
  for (const char **group = container.cgroups; *group; group++)
    if (!file_write(*group, "cgroup.procs", "0")) give_up(pipe, "cgroup", "enter cgroup %s", *group);
  if (setsid() < 0 || prctl(PR_SET_CHILD_SUBREAPER, 1) || (born.program = fork()) < 0) give_up(pipe, "reaper", "fork");
  if (born.program == 0) program(r, pipe, inner);
  snprintf(number, sizeof number, "%d", born.program);
  for (int fd = 0; fd < 3; fd++) close(fd);
  close_range(3, ~0U, 4);
  // Exec: a program mapped from outside the mount namespace could not be dumped.
  if (write(pipe, &born, sizeof born) == sizeof born)
    execve(container.self, (char *[]){"ssi-keeper", "reaper", number, NULL}, (char *[]){NULL});
  give_up(pipe, "reaper", "execute %s", container.self);
}

static bool outer_open(struct request *r, int *inner) {
  bool terminal = false;
  for (int i = 0; i < STREAMS; i++) {
    const char *how = i < PTY ? value_of(r, stream_names[i]) : NULL;
    int ends[2];
    outer_set(i, -1);
    terminal |= how && !strcmp(how, "pty");
    if (!how || strcmp(how, "pipe")) continue;
    if (pipe2(ends, O_CLOEXEC)) return false;
    inner[i] = ends[i == STDIN ? 0 : 1];
    outer_set(i, ends[i == STDIN ? 1 : 0]);
  }
  if (terminal) outer_set(PTY, posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC));
  return !terminal || (container.outer[PTY] >= 0 && !unlockpt(container.outer[PTY]));
}

int verb_start(struct request *r) {
  pid_t wanted = REAPER_PID, program = 0;
  struct clone_args clone = {.exit_signal = SIGCHLD, .set_tid = (uint64_t)(uintptr_t)&wanted, .set_tid_size = 1};
  int inner[] = {-1, -1, -1}, ends[2];
  if (!value_of(r, "arg")) return r->bad = "no arg", EINVAL;
  if (!nobody() || freezer_state() == 1) return EBUSY;
  if (pipe2(ends, O_CLOEXEC)) return errno;
  tree_forget();
  file_write("/proc/sys/kernel", "ns_last_pid", "2");
  long pid = outer_open(r, inner) ? syscall(SYS_clone3, &clone, sizeof clone) : -1;
  int error = errno;
  if (pid == 0) become_reaper(r, ends[1], inner);
  for (int i = 0; i < PTY; i++) close(inner[i]);
  close(ends[1]);
  if (pid > 0) error = launch_result(r, ends[0], &program);
  if (pid > 0 && !error && !program) error = ECHILD;
  close(ends[0]);
  if (pid > 0 && error) {
    if (program) kill(program, SIGKILL);
    kill(REAPER_PID, SIGKILL);
    waitpid(REAPER_PID, NULL, 0);
    if (program) waitpid(program, NULL, 0);
    signals_take();  // The reaper may have told how it ended: nobody may hear of it.
  }
  if (error) return error;
  child_add(REAPER, REAPER_PID, -1);
  child_add(PROGRAM, program, -1);
  container.state = RUNNING;
  put(&r->reply, "reaper=%d", REAPER_PID);
  put(&r->reply, "program=%d", program);
  return verb_streams(r);
}
