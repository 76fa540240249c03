// Pid 2: root of the tree that CRIU dumps. Nothing that is hard to dump: no descriptors, handlers, timers, memory.
#include "keeper.h"

int reaper(const char *argument) {
  pid_t program = atoi(argument), pid;
  for (int status; (pid = wait(&status)) > 0 || errno == EINTR;) {
    if (pid != program) continue;
    // Told to whoever is pid 1 now, also after a restore. A full queue is the one failure that passes.
    while (sigqueue(1, SIGRTMIN + 1, (union sigval){.sival_int = status}) && errno == EAGAIN) usleep(10000);
    program = 0;  // An adopted orphan may get the same number later.
  }
  return 0;
}
