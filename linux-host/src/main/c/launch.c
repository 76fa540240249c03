// From a command to a keeper: namespaces, mounts, socket.
#include "keeper.h"

#include <getopt.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/utsname.h>

static struct sockaddr_un address = {.sun_family = AF_UNIX};

static int complain(const char *what) {
  fprintf(stderr, "ssi-keeper: cannot %s: %s\n", what, strerror(errno));
  return 1;
}

// By version, since trying would change the machine's value on an older kernel.
static bool pid_max_is_per_namespace(void) {
  struct utsname kernel;
  int major = 0, minor = 0;
  uname(&kernel);
  return sscanf(kernel.release, "%d.%d", &major, &minor) == 2 && (major > 6 || (major == 6 && minor >= 14));
}

static int socket_listen(void) {
  int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (!connect(fd, (struct sockaddr *)&address, sizeof address) || errno == EAGAIN) return errno = EADDRINUSE, -1;
  if (errno == ECONNREFUSED) unlink(address.sun_path);
  umask(0177);
  bool bound = !bind(fd, (struct sockaddr *)&address, sizeof address) && !listen(fd, CONNECTIONS);
  umask(022);
  return bound ? fd : -1;
}

// In the child: pid 1 of the new namespaces.
static int become_keeper(int ready) {
  static const char terminals[] = "newinstance,ptmxmode=0666,mode=0620,gid=5";
  sigset_t all;
  sigfillset(&all);
  sigprocmask(SIG_SETMASK, &all, NULL);
  if (chdir("/") || setsid() < 0) return complain("leave the session");
  if (mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL)) return complain("make the mounts private");
  if (mount("proc", "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, NULL)) return complain("mount /proc");
  if (mount("devpts", "/dev/pts", "devpts", MS_NOSUID | MS_NOEXEC, terminals)) return complain("mount /dev/pts");
  if (container.own_pid_max && !file_write("/proc/sys/kernel", "pid_max", "32768")) return complain("set pid_max");
  int listener = socket_listen(), null = open("/dev/null", O_RDWR | O_CLOEXEC);
  if (listener < 0) return complain("listen on the socket");
  if (null < 0 || write(ready, "", 1) != 1) return complain("open /dev/null");
  for (int fd = 0; fd < 3; fd++) dup2(null, fd);
  close(null);
  close(ready);
  return keep(listener);
}

static int run(void) {
  int ready[2];
  char byte;
  close_range(3, ~0U, 0);
  for (int number = 1; number < NSIG; number++) signal(number, SIG_DFL);
  if (pipe2(ready, O_CLOEXEC)) return complain("make a pipe");
  if (unshare(CLONE_NEWPID | CLONE_NEWNS)) return complain("make namespaces, which needs root");
  pid_t keeper = fork();
  if (keeper < 0) return complain("fork");
  if (keeper == 0) return become_keeper(ready[1]);
  close(ready[1]);
  if (read(ready[0], &byte, 1) != 1) return waitpid(keeper, NULL, 0), 1;
  return printf("%d\n", keeper) < 0 || fflush(stdout);
}

int launch(int argc, char **argv) {
  static const struct option options[] = {
      {"socket", 1, NULL, 's'}, {"number", 1, NULL, 'n'}, {"cgroup", 1, NULL, 'c'}, {"self", 1, NULL, 'x'}, {0}};
  static char self[PATH_MAX];
  int option, cgroups = 0;
  bool valid = readlink("/proc/self/exe", self, sizeof self - 1) > 0;
  container.self = self;
  while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
    if (option == 's') container.socket = optarg;
    else if (option == 'n') container.number = atoi(optarg);
    else if (option == 'x') container.self = optarg;
    else if (option == 'c' && cgroups < CGROUPS) container.cgroups[cgroups++] = optarg;
    else valid = false;
  }
  container.own_pid_max = pid_max_is_per_namespace();
  valid = valid && optind == argc && container.number > 0 && container.number < 32768 && container.socket &&
          container.socket[0] == '/' && strlen(container.socket) < sizeof address.sun_path;
  if (valid) return strcpy(address.sun_path, container.socket), run();
  fputs("ssi-keeper: launch needs --socket /PATH (below 108 bytes) and --number 1..32767; see --help\n", stderr);
  return 2;
}
