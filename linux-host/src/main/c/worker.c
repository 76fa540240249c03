// The verb criu: CRIU, or what else must run inside, as a child of the keeper.
#include "keeper.h"

static _Noreturn void work(struct request *r, int pipe, int count) {
  static char *values[STRING_LIMIT + 2];
  static char *path[] = {"PATH=/usr/sbin:/usr/bin:/sbin:/bin", NULL};
  const char *log = value_of(r, "log");
  int strings = 0, aside = 3 + DESCRIPTORS, clear = fcntl(pipe, F_DUPFD, aside), fds[DESCRIPTORS];
  for (int at = 0; (values[0] = value_next(r, "cgroup", &at));)
    if (!file_write(values[0], "cgroup.procs", "0")) give_up(clear, "cgroup", "enter cgroup %s", values[0]);
  int output = log ? open(log, O_WRONLY | O_APPEND | O_CREAT | O_NOCTTY, 0600) : 1;
  if (output < 0 || dup2(output, 1) < 0 || dup2(1, 2) < 0) give_up(clear, "log", "open %s", log);
  // First out of the way of 3, 4, 5..., among which they may be themselves.
  for (int i = 0; i < count; i++) fds[i] = fcntl(r->from->fds[i], F_DUPFD, aside);
  child_prepare();
  for (int i = 0; i < count; i++)
    if (dup2(fds[i], 3 + i) < 0) give_up(clear, "descriptors", "place descriptor %d", 3 + i);
  for (int at = 0; (values[strings] = value_next(r, "arg", &at));) strings++;
  environ = values + strings + 1;
  for (int at = 0; (*environ = value_next(r, "env", &at));) environ++;
  environ = *(environ = values + strings + 1) ? environ : path;
  execv(values[0], values);
  give_up(clear, "exec", "execute %s", values[0]);
}

int verb_criu(struct request *r) {
  int count = (int)number_of(r, "fds", 0, DESCRIPTORS, 0), ends[2];
  if (!value_of(r, "arg") || r->bad) return r->bad = r->bad ? r->bad : "no arg", EINVAL;
  if (count > r->from->fd_count) return EPROTO;
  if (workers(0) >= WORKERS) return EAGAIN;
  if (pipe2(ends, O_CLOEXEC)) return errno;
  pid_t pid = fork();
  int error = pid < 0 ? errno : 0;
  if (pid == 0) work(r, ends[1], count);
  close(ends[1]);
  for (int i = 0; i < count; i++) close(descriptor_take(r->from));
  if (!error && (error = launch_result(r, ends[0], NULL))) kill(pid, SIGKILL), waitpid(pid, NULL, 0);
  close(ends[0]);
  if (error) return error;
  put(&r->reply, "pid=%d", child_add(WORKER, pid, -1)->pid);
  return 0;
}
