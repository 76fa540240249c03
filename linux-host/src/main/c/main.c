// ssi-keeper: one program, four roles.
#include "keeper.h"

static const char usage[] =
    "ssi-keeper - pid 1 of a container that can move between machines\n\n"
    "  ssi-keeper launch --socket PATH --number N [--cgroup DIR]... [--self PATH]\n"
    "      Makes container N (1..32767) and prints the pid of its keeper, which listens on PATH for agents. DIR: a\n"
    "      cgroup for the container's programs. --self: the program to exec as reaper (default: this one).\n"
    "  ssi-keeper init [-- CMD ARG...]\n"
    "      Pid 1 of a virtual node: starts CMD, reaps for ever, ends on SIGTERM.\n"
    "  ssi-keeper reaper PID\n"
    "      Pid 2 of a container; started by the keeper only.\n\n"
    "Exit status: 0 done, 1 failed, 2 wrong usage. Needs root. The protocol is in docs/keeper-protocol.md.\n";

static int node_init(char **command) {
  sigset_t all, before;
  sigfillset(&all);
  sigprocmask(SIG_SETMASK, &all, &before);  // Of signals without a handler pid 1 gets only those that it blocks.
  if (*command && fork() == 0) {
    sigprocmask(SIG_SETMASK, &before, NULL);
    setsid();
    execvp(*command, command);
    perror(*command);
    _exit(errno == ENOENT ? 127 : 126);
  }
  for (;;) {
    while (waitpid(-1, NULL, WNOHANG) > 0) continue;
    if (sigwaitinfo(&all, NULL) == SIGTERM) return 0;
  }
}

int main(int argc, char **argv) {
  const char *role = argc > 1 ? argv[1] : "";
  if (!strcmp(role, "launch")) return launch(argc, argv);
  if (!strcmp(role, "reaper") && argc == 3) return reaper(argv[2]);
  if (!strcmp(role, "init") && (argc == 2 || (argc > 3 && !strcmp(argv[2], "--")))) return node_init(argv + (argc > 3 ? 3 : 2));
  fputs(usage, strcmp(role, "--help") ? stderr : stdout);
  return strcmp(role, "--help") ? 2 : 0;
}
