// Small files of /proc and of cgroups, and the freezer on top: cgroup.freeze in v2, freezer.state in v1.
#include "keeper.h"

static int file_open(const char *directory, const char *file, int mode) {
  char path[PATH_MAX];
  snprintf(path, sizeof path, "%s/%s", directory, file);
  return open(path, mode | O_CLOEXEC);
}

// What is in it, until the next call; nothing if it cannot be read.
char *file_text(const char *directory, const char *file) {
  static char text[256];
  int fd = file_open(directory, file, O_RDONLY);
  ssize_t length = fd < 0 ? 0 : read(fd, text, sizeof text - 1);
  if (fd >= 0) close(fd);
  text[length > 0 ? length : 0] = 0;
  return text;
}

bool file_write(const char *directory, const char *file, const char *text) {
  int fd = file_open(directory, file, O_WRONLY);
  if (fd < 0) return false;
  bool done = write(fd, text, strlen(text)) == (ssize_t)strlen(text);
  return close(fd) == 0 && done;
}

int freezer_state(void) {
  int state = -1;
  for (const char **group = container.cgroups; *group; group++) {
    const char *v2 = strstr(file_text(*group, "cgroup.events"), "frozen "), *v1 = v2 ? v2 : file_text(*group, "freezer.state");
    if (*v1 && state) state = v2 ? v2[7] == '1' : !strcmp(v1, "FROZEN\n");
  }
  return state;
}

bool freezer_set(bool frozen) {
  bool done = true;
  for (const char **group = container.cgroups; *group; group++)
    done = (file_write(*group, "cgroup.freeze", frozen ? "1" : "0") || errno == ENOENT) &&
           (file_write(*group, "freezer.state", frozen ? "FROZEN" : "THAWED") || errno == ENOENT) && done;
  return done;
}
