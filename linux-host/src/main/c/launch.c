// From a command to a keeper: namespaces, mounts, socket.
#include "keeper.h"

#include <sys/mount.h>
#include <sys/un.h>
#include <sys/utsname.h>

static struct sockaddr_un address = {.sun_family = AF_UNIX};

static void must(bool done, const char *what) {
  if (done) return;
  fprintf(stderr, "ssi-keeper: cannot %s: %s\n", what, strerror(errno));
  exit(1);
}

// By version, since trying would change the machine's value on an older kernel.
static bool pid_max_is_per_namespace(void) {
  struct utsname kernel;
  int major = 0, minor = 0;
  return !uname(&kernel) && sscanf(kernel.release, "%d.%d", &major, &minor) == 2 && major * 1000 + minor >= 6014;
}

static int socket_listen(void) {
  int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  bool served = !connect(fd, (struct sockaddr *)&address, sizeof address) || errno == EAGAIN;
  if (served) errno = EADDRINUSE;
  else if (errno == ECONNREFUSED) unlink(address.sun_path);
  umask(0177);
  must(!served && !bind(fd, (struct sockaddr *)&address, sizeof address) && !listen(fd, CONNECTIONS), "listen on the socket");
  umask(022);
  return fd;
}

// In the child: pid 1 of the new namespaces.
static int become_keeper(int ready) {
  static const char terminals[] = "newinstance,ptmxmode=0666,mode=0620,gid=5";
  sigset_t all;
  sigfillset(&all);
  sigprocmask(SIG_SETMASK, &all, NULL);
  must(!chdir("/") && setsid() > 0, "leave the session");
  must(!mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL), "make the mounts private");
  must(!mount("proc", "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, NULL), "mount /proc");
  must(!mount("devpts", "/dev/pts", "devpts", MS_NOSUID | MS_NOEXEC, terminals), "mount /dev/pts");
  must(!container.own_pid_max || file_write(KERNEL, "pid_max", "32768"), "set pid_max");
  int listener = socket_listen(), null = open("/dev/null", O_RDWR | O_CLOEXEC);
  must(null >= 0 && write(ready, "", 1) == 1, "open /dev/null");
  for (int fd = 0; fd < 3; fd++) dup2(null, fd);
  close(null);
  close(ready);
  return keep(listener);
}

int launch(int argc, char **argv) {
  static char self[PATH_MAX];
  bool valid = argc % 2 == 0 && readlink("/proc/self/exe", self, sizeof self - 1) > 0;
  container.self = self;
  for (int i = 2, cgroups = 0; i + 1 < argc; i += 2) {
    if (!strcmp(argv[i], "--socket")) container.socket = argv[i + 1];
    else if (!strcmp(argv[i], "--number")) valid &= number_parse(argv[i + 1], 10, 1, 32767, &container.number);
    else if (!strcmp(argv[i], "--self")) container.self = argv[i + 1];
    else if (!strcmp(argv[i], "--cgroup") && cgroups < CGROUPS) container.cgroups[cgroups++] = argv[i + 1];
    else valid = false;
  }
  if (!valid || !container.number || !container.socket || *container.socket != '/' ||
      strlen(container.socket) >= sizeof address.sun_path)
    return fputs("ssi-keeper: launch needs --socket /PATH (below 108 bytes) and --number 1..32767; see --help\n", stderr), 2;
  strcpy(address.sun_path, container.socket);
  container.own_pid_max = pid_max_is_per_namespace();
  container.request = mmap(NULL, sizeof *container.request, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  must(container.request != MAP_FAILED, "get memory");
  close_range(3, ~0U, 0);
  for (int number = 1; number < NSIG; number++) signal(number, SIG_DFL);
  int ready[2];
  must(!pipe2(ready, O_CLOEXEC), "make a pipe");
  must(!unshare(CLONE_NEWPID | CLONE_NEWNS), "make namespaces, which needs root");
  pid_t keeper = fork();
  must(keeper >= 0, "fork");
  if (keeper == 0) return close(ready[0]), become_keeper(ready[1]);
  close(ready[1]);
  if (read(ready[0], &(char){0}, 1) != 1) return waitpid(keeper, NULL, 0), 1;
  return printf("%d\n", keeper) < 0 || fflush(stdout);
}
