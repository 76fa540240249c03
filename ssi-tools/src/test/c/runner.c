#include "runner.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

int failures;
const char *test_name;
static const char *program;
char run_directory[64] = "/tmp/ssi-client-XXXXXX";

struct client start_as(const char *name, void (*prepare)(void), const char *const *words) {
  int in[2];
  int out[2];
  int err[2];
  if (pipe2(in, O_CLOEXEC) < 0 || pipe2(out, O_CLOEXEC) < 0 || pipe2(err, O_CLOEXEC) < 0) {
    perror("pipe2");
    exit(1);
  }
  char path[512];
  snprintf(path, sizeof path, "%s/%s", program, name);
  const char *argv[32] = {path};
  for (int i = 0; words[i]; i++) {
    argv[i + 1] = words[i];
  }
  struct client client = {.pid = fork()};
  if (client.pid == 0) {
    dup2(in[0], 0);
    dup2(out[1], 1);
    dup2(err[1], 2);
    if (prepare) {
      prepare();
    }
    execv(path, (char *const *)(uintptr_t)argv);
    _exit(99);
  }
  close(in[0]);
  close(out[1]);
  close(err[1]);
  client.in = in[1];
  client.out = out[0];
  client.err = err[0];
  return client;
}

struct client start(const char *const *words) { return start_as("ssi", NULL, words); }

int finish(struct client *client, char *complaint, size_t size) {
  size_t length = 0;
  struct pollfd ready = {.fd = client->err, .events = POLLIN};
  while (length + 1 < size && poll(&ready, 1, 10000) == 1) {
    ssize_t n = read(client->err, complaint + length, size - 1 - length);
    if (n <= 0) {
      break;
    }
    length += (size_t)n;
  }
  complaint[length] = '\0';
  close(client->in);
  close(client->out);
  close(client->err);
  int status;
  for (int tenths = 0; waitpid(client->pid, &status, WNOHANG) == 0; tenths++) {
    if (tenths == 1000) {
      kill(client->pid, SIGKILL);
    }
    poll(NULL, 0, 10);
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

void socket_path(char *path, size_t size, const char *cluster, const char *file) {
  char directory[128];
  snprintf(directory, sizeof directory, "%s/%s", run_directory, cluster);
  mkdir(directory, 0755);
  snprintf(path, size, "%s/%s", directory, file);
}

int listen_as(const char *cluster, const char *file) {
  char path[256];
  socket_path(path, sizeof path, cluster, file);
  return agent_listen(path);
}

void remove_socket(const char *cluster, const char *file) {
  char path[256];
  socket_path(path, sizeof path, cluster, file);
  unlink(path);
}

void close_request(const struct request *request) {
  for (int i = 0; i < 3; i++) {
    close(request->fds[i]);
  }
}

unsigned next_signal(int connection) {
  unsigned char payload[64];
  size_t length = 0;
  return agent_frame(connection, payload, &length) == 'S' && length == 4 ? payload[3] : 0;
}

int run_tests(int argc, char **argv, const struct test *tests, size_t count) {
  if (argc != 2 || !mkdtemp(run_directory)) {
    fprintf(stderr, "usage: TEST DIRECTORY-OF-SSI\n");
    return 2;
  }
  program = argv[1];
  setenv("SSI_RUN", run_directory, 1);
  setenv("MARKER", "here", 1);
  unsetenv("SSI_CLUSTER");
  unsetenv("SSI_JAVA_LAUNCHER");
  umask(027);
  signal(SIGPIPE, SIG_IGN);
  signal(SIGINT, SIG_DFL);
  signal(SIGHUP, SIG_DFL);
  for (size_t i = 0; i < count; i++) {
    test_name = tests[i].name;
    alarm(60);
    tests[i].run();
  }
  remove_socket("default", "node1.sock");
  for (int i = 0; i < 3; i++) {
    char path[128];
    snprintf(path, sizeof path, "%s/%s", run_directory, (const char *[]){"default", "lab", ""}[i]);
    rmdir(path);
  }
  if (failures == 0) {
    printf("client: %zu tests passed\n", count);
  }
  return failures == 0 ? 0 : 1;
}
