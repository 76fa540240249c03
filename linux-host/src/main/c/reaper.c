// Pid 2: root of the tree that CRIU dumps. Nothing that is hard to dump: no descriptors, handlers, timers, memory.
#include "keeper.h"

int reaper(const char *argument) {
  pid_t program = atoi(argument);
  for (siginfo_t info; info.si_pid = 0, !waitid(P_ALL, 0, &info, WEXITED | WNOWAIT) || errno == EINTR;) {
    int code = info.si_code == CLD_EXITED ? info.si_status << 8 : info.si_status | (info.si_code == CLD_DUMPED ? 0x80 : 0);
    // Told before it is reaped, so that a reaper killed in between leaves a zombie that tells it to pid 1. That is
    // whoever is pid 1 now, also after a restore. A full queue is the one failure that passes.
    while (info.si_pid == program && sigqueue(1, SIGRTMIN + 1, (union sigval){.sival_int = code}) && errno == EAGAIN) usleep(10000);
    if (info.si_pid == program) program = -1;  // An adopted orphan may get the same number later.
    if (info.si_pid) waitpid(info.si_pid, NULL, 0);
  }
  return 0;
}
