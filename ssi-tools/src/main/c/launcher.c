/* The verbs that need no agent run in a JVM of their own, which a launcher beside this program
   starts. */
#include "client.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* `../lib/ssi-java` beside the real file of this program, unless SSI_JAVA_LAUNCHER names another. */
static const char *launcher_path(char *buffer, size_t size) {
  const char *given = getenv("SSI_JAVA_LAUNCHER");
  if (given && *given) {
    return given;
  }
  char self[PATH_MAX];
  ssize_t length = readlink("/proc/self/exe", self, sizeof self - 1);
  if (length < 0) {
    return NULL;
  }
  self[length] = '\0';
  for (int up = 0; up < 2; up++) {
    char *slash = strrchr(self, '/');
    if (!slash) {
      return NULL;
    }
    *slash = '\0';
  }
  int written = snprintf(buffer, size, "%s/lib/ssi-java", self);
  return written > 0 && (size_t)written < size ? buffer : NULL;
}

int launcher_exec(const struct options *options) {
  char buffer[PATH_MAX];
  const char *path = launcher_path(buffer, sizeof buffer);
  char **argv = calloc((size_t)options->argc + 8, sizeof *argv);
  if (!path || !argv) {
    complain("cannot find the launcher of the JVM: %s; set SSI_JAVA_LAUNCHER to its path",
             strerror(errno));
    free(argv);
    return STATUS_FAILED;
  }
  int n = 0;
  argv[n++] = (char *)(uintptr_t)path;
  int rest = 0;
  if (options->argc > 0 && options->argv[0][0] != '-') {
    argv[n++] = options->argv[rest++];
  }
  const char *pairs[][2] = {{"--cluster", options->cluster_given ? options->cluster : NULL},
                            {"--on", options->node},
                            {"--socket", options->socket}};
  for (int i = 0; i < 3; i++) {
    if (pairs[i][1]) {
      argv[n++] = (char *)(uintptr_t)pairs[i][0];
      argv[n++] = (char *)(uintptr_t)pairs[i][1];
    }
  }
  while (rest < options->argc) {
    argv[n++] = options->argv[rest++];
  }
  execv(path, argv);
  complain("cannot start %s, which runs '%s': %s; set SSI_JAVA_LAUNCHER to its path", path,
           options->argc > 0 ? options->argv[0] : "help", strerror(errno));
  free(argv);
  return STATUS_FAILED;
}
