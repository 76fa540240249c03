/* The command `ssi`: passes what was typed, and its three streams, to an agent on this machine. */
#include "client.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void complain(const char *format, ...) {
  char line[1024] = "ssi: ";
  va_list arguments;
  va_start(arguments, format);
  int length = vsnprintf(line + 5, sizeof line - 6, format, arguments);
  va_end(arguments);
  if (length < 0) {
    return;
  }
  strcat(line, "\n");
  /* One write, so that lines of several processes do not mix. */
  if (write(STDERR_FILENO, line, strlen(line)) < 0) {
    return;
  }
}

int main(int argc, char **argv) {
  struct options options;
  if (standard_streams_open() < 0) {
    return STATUS_FAILED;
  }
  int status = options_read(&options, argc, argv);
  if (status == 0 && verb_needs_no_agent(&options)) {
    status = launcher_exec(&options);
  } else if (status == 0) {
    struct agent agent;
    bool optional = verb_works_without_agent(&options);
    status = agent_find(&options, &agent, optional);
    if (status == 0) {
      status = session_run(&options, &agent);
      close(agent.fd);
    } else if (optional) {
      status = launcher_exec(&options);
    }
  }
  free(options.argv);
  return status;
}
