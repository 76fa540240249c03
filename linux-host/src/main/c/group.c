// Children that begin in control groups. A process that is moved waits for a grace period of RCU, some 10 ms: cgroup_attach_lock of
// kernel/cgroup/cgroup.c. Who is cloned into a group of v2 does not wait, nor who moves itself by `tasks` of a group of v1.
#include "keeper.h"

#include <linux/sched.h>
#include <sys/syscall.h>

static const char *begun_in;

static bool is_legacy(const char *group) {
  char path[PATH_MAX];
  snprintf(path, sizeof path, "%s/tasks", group);
  return !access(path, F_OK);
}

// As fork(2), with that pid unless it is 0; each of the groups is to be entered by the child.
pid_t group_fork(const char *const *groups, pid_t wanted) {
  struct clone_args clone = {.exit_signal = SIGCHLD, .set_tid_size = wanted != 0};
  if (wanted) clone.set_tid = (uint64_t)(uintptr_t)&wanted;
  for (begun_in = NULL; *groups && !begun_in; groups++)
    if (!is_legacy(*groups)) begun_in = *groups;
  int fd = begun_in ? open(begun_in, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
  long pid = -1;
  if (fd >= 0) {
    clone.flags = CLONE_INTO_CGROUP;
    clone.cgroup = (uint64_t)fd;
    pid = syscall(SYS_clone3, &clone, sizeof clone);
    close(fd);
  }
  if (pid < 0) {  // What is wrong with the group is told by the child, which cannot enter it.
    begun_in = NULL;
    clone.flags = clone.cgroup = 0;
    pid = syscall(SYS_clone3, &clone, sizeof clone);
  }
  return (pid_t)pid;
}

// Only for a process of one thread.
bool group_enter(const char *group) {
  return group == begun_in || file_write(group, is_legacy(group) ? "tasks" : "cgroup.procs", "0");
}
