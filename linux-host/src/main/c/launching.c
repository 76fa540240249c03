// The way from fork to exec. Each start has a pipe: a failure is a message in it, success is its end.
#include "keeper.h"

#include <linux/close_range.h>

void give_up(int pipe, const char *step, const char *format, ...) {
  struct outcome outcome = {.error = errno ? errno : EIO};
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(outcome.message, sizeof outcome.message, format, arguments);
  va_end(arguments);
  snprintf(outcome.step, sizeof outcome.step, "%s", step);
  _exit(write(pipe, &outcome, sizeof outcome) == sizeof outcome ? 127 : 126);
}

void child_prepare(void) {
  sigset_t none;
  sigemptyset(&none);
  for (int number = 1; number < NSIG; number++) signal(number, SIG_DFL);
  sigprocmask(SIG_SETMASK, &none, NULL);
  close_range(3, ~0U, CLOSE_RANGE_CLOEXEC);
  setsid();
}

// Waits until exec has closed the pipe or a failure has come; *program is set when a reaper names its child.
int launch_result(struct request *request, int pipe, pid_t *program) {
  struct pollfd polled = {.fd = pipe, .events = POLLIN};
  struct outcome outcome;
  while (poll(&polled, 1, 10000) > 0) {
    if (read(pipe, &outcome, sizeof outcome) <= 0) return 0;
    if (!outcome.program) {
      memcpy(request->operation, outcome.step, sizeof request->operation);
      snprintf(request->message, sizeof request->message, "cannot %s: %s", outcome.message, strerror(outcome.error));
      return outcome.error;
    }
    *program = outcome.program;
  }
  return ETIMEDOUT;
}
