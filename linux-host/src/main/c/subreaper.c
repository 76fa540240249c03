// The root of a tree that CRIU restores becomes a subreaper before it has children: members of a session whose leader has
// ended are born below a helper, which ends, and would go to pid 1 and out of the tree. prctl(2) lets a process do that to
// itself only, so the worker is watched until it gives birth to the root, which is made to do this one call first.
#include "keeper.h"
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/user.h>

#ifdef __x86_64__

enum { OPTIONS = PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK | PTRACE_O_TRACECLONE };

static bool stopped(pid_t pid, int *status) {
  return waitpid(pid, status, __WALL) == pid && WIFSTOPPED(*status);
}

// The process has just been born, its first instruction follows the system call in which it was made.
static bool subreaper_make(pid_t pid) {
  struct user_regs_struct own, regs;
  int status;
  if (!stopped(pid, &status) || ptrace(PTRACE_GETREGS, pid, 0, &own)) return false;
  regs = own;
  regs.rip -= 2;
  regs.orig_rax = (unsigned long long)-1;
  regs.rax = SYS_prctl;
  regs.rdi = PR_SET_CHILD_SUBREAPER;
  regs.rsi = 1;
  regs.rdx = regs.r10 = regs.r8 = 0;
  return !ptrace(PTRACE_SETREGS, pid, 0, &regs) && !ptrace(PTRACE_SINGLESTEP, pid, 0, 0) && stopped(pid, &status) &&
         !ptrace(PTRACE_GETREGS, pid, 0, &regs) && regs.rax == 0 && regs.rip == own.rip && !ptrace(PTRACE_SETREGS, pid, 0, &own);
}

static bool watch(pid_t worker) {
  int status;
  while (stopped(worker, &status)) {
    unsigned long born = 0;
    int event = status >> 16;
    if (event == PTRACE_EVENT_FORK || event == PTRACE_EVENT_VFORK || event == PTRACE_EVENT_CLONE) {
      ptrace(PTRACE_GETEVENTMSG, worker, 0, &born);
      bool done = born == REAPER_PID && subreaper_make(REAPER_PID);
      if (born != REAPER_PID) stopped((pid_t)born, &status);
      ptrace(PTRACE_DETACH, (pid_t)born, 0, 0);
      if (born == REAPER_PID) return ptrace(PTRACE_DETACH, worker, 0, 0), done;
    }
    bool signal = !event && WSTOPSIG(status) != SIGTRAP;
    ptrace(PTRACE_CONT, worker, 0, signal ? WSTOPSIG(status) : 0);
  }
  return false;
}

// A process of its own watches, so that the keeper is there for everybody else; it ends with what it watches, or after a while.
int subreaper_watch(pid_t worker) {
  int ends[2], error = 0;
  if (pipe2(ends, O_CLOEXEC)) return errno;
  pid_t watcher = fork();
  if (watcher == 0) {
    alarm(60);
    signal(SIGALRM, SIG_DFL);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    error = ptrace(PTRACE_SEIZE, worker, 0, OPTIONS) ? errno : 0;
    if (write(ends[1], &error, sizeof error) != sizeof error) _exit(1);
    _exit(error || !watch(worker));
  }
  close(ends[1]);
  if (watcher < 0 || read(ends[0], &error, sizeof error) != sizeof error) error = EIO;
  close(ends[0]);
  return error;
}

#else

int subreaper_watch(pid_t worker) {
  (void)worker;
  return ENOSYS;
}

#endif
