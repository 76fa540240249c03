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

static const char *cgroup_with(const char *file) {
  for (const char **group = container.cgroups; *group; group++) {
    int fd = file_open(*group, file, O_RDONLY);
    if (fd >= 0) return close(fd), *group;
  }
  return NULL;
}

// Only one cgroup freezes: a task that stands still in v1 never stops in v2, and the other way round. v2 comes first, since a
// task that is frozen there can be killed.
int freezer_state(void) {
  const char *v2 = cgroup_with("cgroup.freeze"), *v1 = v2 ? NULL : cgroup_with("freezer.state");
  if (v1) return !strcmp(file_text(v1, "freezer.state"), "FROZEN\n");
  const char *frozen = v2 ? strstr(file_text(v2, "cgroup.events"), "frozen ") : NULL;
  return frozen ? frozen[7] == '1' : -1;
}

bool freezer_set(bool frozen) {
  const char *v2 = cgroup_with("cgroup.freeze"), *v1 = v2 && frozen ? NULL : cgroup_with("freezer.state");
  return (!v2 || file_write(v2, "cgroup.freeze", frozen ? "1" : "0")) &&
         (!v1 || file_write(v1, "freezer.state", frozen ? "FROZEN" : "THAWED"));
}
