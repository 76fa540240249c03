// Pid 1 of a container: one thread, one loop.
#include "keeper.h"

#include <sys/signalfd.h>

struct container container = {.outer = {-1, -1, -1, -1}};
struct connection connections[CONNECTIONS];
static int signals;

int64_t now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

void signals_take(void) {
  for (struct signalfd_siginfo info; read(signals, &info, sizeof info) == sizeof info;)
    if ((int)info.ssi_signo == SIGRTMIN + 1 && info.ssi_code == SI_QUEUE && info.ssi_pid == REAPER_PID)
      program_ended(info.ssi_int);
}

// Where the limit is the machine's, only this keeps pids low enough for a global pid (and only mostly).
static void cursor_lower(void) {
  if (container.own_pid_max || container.state != RUNNING || atoi(file_text(KERNEL, "ns_last_pid")) < 30000) return;
  file_write(KERNEL, "ns_last_pid", "300");
}

int keep(int listener) {
  struct pollfd polled[CONNECTIONS + 2];
  sigset_t ours;
  sigemptyset(&ours);
  sigaddset(&ours, SIGCHLD);
  sigaddset(&ours, SIGRTMIN + 1);
  signals = signalfd(-1, &ours, SFD_CLOEXEC | SFD_NONBLOCK);
  for (int i = 0; i < CONNECTIONS; i++) connections[i].fd = -1;
  for (;;) {
    struct connection *vacant = NULL;
    for (int i = 0; i < CONNECTIONS; i++) {
      polled[i] = (struct pollfd){.fd = connections[i].fd, .events = POLLIN};
      if (connections[i].fd < 0) vacant = &connections[i];
    }
    polled[CONNECTIONS] = (struct pollfd){.fd = signals, .events = POLLIN};
    polled[CONNECTIONS + 1] = (struct pollfd){.fd = vacant ? listener : -1, .events = POLLIN};
    poll(polled, CONNECTIONS + 2, container.own_pid_max ? -1 : 250);
    signals_take();
    container_update();
    cursor_lower();
    for (int i = 0; i < CONNECTIONS; i++)
      if (polled[i].revents && connections[i].fd >= 0) connection_read(&connections[i]);
    int fd = polled[CONNECTIONS + 1].revents ? accept4(listener, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK) : -1;
    if (fd >= 0) *vacant = (struct connection){.fd = fd, .input = malloc(4 + FRAME_LIMIT)};
  }
}
