// Small files of /proc and of cgroups, and the freezer on top: cgroup.freeze in v2, freezer.state in v1.
#include "keeper.h"

static ssize_t transfer(const char *directory, const char *file, int mode, char *text, size_t size) {
  char path[PATH_MAX];
  snprintf(path, sizeof path, "%s/%s", directory, file);
  int fd = open(path, mode | O_CLOEXEC);
  ssize_t length = fd < 0 ? -1 : mode == O_RDONLY ? read(fd, text, size) : write(fd, text, size);
  int error = errno;
  if (fd >= 0) close(fd);
  errno = error;
  return length;
}

bool file_read(const char *directory, const char *file, char *text, size_t size) {
  ssize_t length = transfer(directory, file, O_RDONLY, text, size - 1);
  text[length > 0 ? length : 0] = 0;
  return length > 0;
}

bool file_write(const char *directory, const char *file, const char *text) {
  return transfer(directory, file, O_WRONLY, (char *)text, strlen(text)) == (ssize_t)strlen(text);
}

int freezer_state(void) {
  char v2[256], v1[256];
  int frozen = 0, freezers = 0;
  for (const char **group = container.cgroups; *group; group++) {
    freezers += file_read(*group, "cgroup.events", v2, sizeof v2) | file_read(*group, "freezer.state", v1, sizeof v1);
    frozen += strstr(v2, "frozen 1") || !strcmp(v1, "FROZEN\n");
  }
  return freezers ? frozen == freezers : -1;
}

bool freezer_set(bool frozen) {
  bool done = true;
  for (const char **group = container.cgroups; *group; group++)
    done &= file_write(*group, "cgroup.freeze", frozen ? "1" : "0") || errno == ENOENT ? 
            file_write(*group, "freezer.state", frozen ? "FROZEN" : "THAWED") || errno == ENOENT : false;
  return done;
}
