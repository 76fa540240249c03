// Who lives in the container, how they ended, and what follows for its state.
#include "keeper.h"

struct child children[CHILDREN];
static int child_count;
static const char *const role_names[] = {"program", "reaper", "worker"};

struct child *child_current(enum role role) {
  for (struct child *child = children + child_count; child-- > children;)
    if (child->role == role) return child;
  return NULL;
}

struct child *child_add(enum role role, pid_t pid, int status) {
  struct child *old = children;
  while (child_count == CHILDREN && (old->status < 0 || old == child_current(old->role))) old++;
  if (child_count == CHILDREN) memmove(old, old + 1, (size_t)(children + --child_count - old) * sizeof *old);
  children[child_count] = (struct child){.role = role, .pid = pid, .status = status};
  return &children[child_count++];
}

// After a start or a restore that came to nothing: how these ended is of no interest to anybody.
void tree_forget(void) {
  for (struct child *child = children; child < children + child_count; child++)
    if (child->role != WORKER && child->status < 0) *child = (struct child){.role = child->role};
  container.state = EMPTY;
}

// A worker that failed may have let its tree go before: whoever drove it says so by expecting the same program again.
bool tree_confirm(pid_t program) {
  if (container.state != EXPECTED || !container.restore_failed || child_current(PROGRAM)->pid != program) return false;
  for (struct child *child = children; child < children + child_count; child++)
    if (child->role == WORKER && child->status < 0) return false;
  container.restore_failed = false;
  container_update();
  return true;
}

// Signal 0 to all that pid 1 may signal, zombies too, itself not: kill(2).
bool nobody(void) { return kill(-1, 0) && errno == ESRCH; }

static void announce(const struct child *child) {
  for (struct connection *to = connections; to < connections + CONNECTIONS; to++) {
    struct frame frame = {.length = 4};
    put(&frame, "event\nkind=%s\n", child ? "exit" : "empty");
    if (child) put(&frame, "role=%s\npid=%d\nstatus=%d\n", role_names[child->role], child->pid, child->status);
    if (to->subscribed) frame_send(to, &frame);
  }
}

static void child_ended(struct child *child, int status) {
  if (child->status >= 0) return;
  child->status = status;
  if (container.state == EXPECTED && child->role != WORKER) container.state = RUNNING;
  if (child->role == WORKER && status) container.restore_failed = true;
  announce(child);
}

void program_ended(int status) {
  if (container.state == RUNNING || container.state == EXPECTED) child_ended(child_current(PROGRAM), status);
}

static void child_reap(pid_t pid) {
  int status;
  struct child *child = children + child_count;
  signals_take();  // What it sent before its end is seen before its end.
  waitpid(pid, &status, 0);
  while (child-- > children && (child->pid != pid || child->status >= 0)) continue;
  if (child < children) return;
  // Killed by the restore that was making it: it never lived.
  bool unborn = container.state == EXPECTED && status && child->role != WORKER;
  if (!unborn) child_ended(child, status);
  else if (child->role == REAPER) tree_forget();
}

void container_update(void) {
  siginfo_t info;
  while (info.si_pid = 0, !waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT) && info.si_pid) child_reap(info.si_pid);
  const struct child *reaper = child_current(REAPER);
  // The restored reaper is ours when the CRIU that made it has ended.
  bool adopted = !waitid(P_PID, REAPER_PID, &info, WEXITED | WNOHANG | WNOWAIT) && !info.si_pid;
  if (container.state == EXPECTED && adopted && !container.restore_failed) container.state = RUNNING;
  if (container.state != RUNNING || reaper->status < 0 || !nobody()) return;
  container.state = ENDED;
  announce(NULL);
}

void put_children(struct frame *frame, pid_t pid) {
  for (const struct child *child = children; child < children + child_count; child++) {
    if (child->pid == 0 || (pid && child->pid != pid)) continue;
    if (pid) frame->length = 4, put(frame, "ok\n");  // Of equal numbers the newest is told.
    put(frame, "child=%s:%d:%s", role_names[child->role], child->pid, child->status < 0 ? "running:-\n" : "ended:");
    if (child->status >= 0) put(frame, "%d\n", child->status);
  }
}
