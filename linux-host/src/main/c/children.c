// Who lives in the container, how they ended, and what follows for its state.
#include "keeper.h"

struct child children[CHILDREN];
static int child_count;
const char *const role_names[] = {"program", "reaper", "worker"};

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

// After a start or a restore that came to nothing: nobody will ever learn how these ended.
void tree_forget(void) {
  for (struct child *child = children; child < children + child_count; child++)
    if (child->role != WORKER && child->status < 0) *child = (struct child){.role = child->role};
  container.state = EMPTY;
}

int workers(pid_t pid) {
  int count = 0;
  for (struct child *child = children; child < children + child_count; child++)
    count += child->role == WORKER && child->status < 0 && (pid == 0 || child->pid == pid);
  return count;
}

// Signal 0 to all that pid 1 may signal, zombies too, itself not: kill(2).
bool nobody(void) { return kill(-1, 0) && errno == ESRCH; }

static void announce(const char *kind, const struct child *child) {
  struct frame frame;
  for (struct connection *to = connections; to < connections + CONNECTIONS; to++) {
    if (!to->subscribed) continue;
    frame_begin(&frame, "event");
    put(&frame, "kind=%s", kind);
    if (child) put(&frame, "role=%s", role_names[child->role]);
    if (child) put(&frame, "pid=%d", child->pid);
    if (child) put(&frame, "status=%d", child->status);
    frame_send(to, &frame);
  }
}

static void child_ended(struct child *child, int status) {
  if (!child || child->status >= 0) return;
  child->status = status;
  if (container.state == EXPECTED && child->role != WORKER) container.state = RUNNING;
  if (child->role == WORKER && status) container.restore_failed = true;
  announce("exit", child);
}

void program_ended(int status) {
  if (container.state == RUNNING || container.state == EXPECTED) child_ended(child_current(PROGRAM), status);
}

void children_reap(void) {
  for (siginfo_t info; info.si_pid = 0, !waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT) && info.si_pid;) {
    struct child *child = children + child_count;
    int status;
    signals_take();  // What it sent before its end is seen before its end.
    waitpid(info.si_pid, &status, 0);
    while (child-- > children && (child->pid != info.si_pid || child->status >= 0)) continue;
    // Killed by the restore that was making it: it never lived.
    bool unborn = container.state == EXPECTED && status && child >= children && child->role != WORKER;
    if (unborn && child->role == REAPER) tree_forget();
    else if (child >= children && !unborn) child_ended(child, status);
  }
}

void container_refresh(void) {
  const struct child *reaper = child_current(REAPER);
  siginfo_t info = {.si_pid = 0};
  bool adopted = !waitid(P_PID, REAPER_PID, &info, WEXITED | WNOHANG | WNOWAIT) && !info.si_pid;
  if (container.state == EXPECTED && adopted && !container.restore_failed) container.state = RUNNING;
  if (container.state != RUNNING || (reaper->status && (reaper->status < 0 || workers(0) || !nobody()))) return;
  container.state = ENDED;
  announce("empty", NULL);
}
