/* Starts so many processes that do nothing, says that they are there, and ends with them when it is told to. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

int main(int argc, char **argv) {
  long count = argc == 2 ? strtol(argv[1], NULL, 10) : 0;
  if (count < 1) {
    fprintf(stderr, "usage: crowd COUNT\n");
    return 2;
  }
  for (long i = 0; i < count; i++) {
    pid_t child = fork();
    if (child < 0) {
      fprintf(stderr, "crowd: fork failed after %ld: %s\n", i, strerror(errno));
      return 1;
    }
    if (child == 0) {
      /* So that ending this program ends them all. */
      prctl(PR_SET_PDEATHSIG, SIGKILL);
      for (;;) {
        pause();
      }
    }
  }
  printf("ready\n");
  fflush(stdout);
  pause();
  return 0;
}
