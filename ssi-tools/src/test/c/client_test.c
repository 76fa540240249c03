/* Runs the client, built with sanitizers, against fake agents. The argument is where it was built. */
#include "runner.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static void passes_everything_and_ends_as_told(void) {
  int listener = listen_as("default", "node1.sock");
  struct client client = start((const char *[]){"ps", "-e", "--", "--on", "x", NULL});
  int connection = agent_accept(listener, 2, "node1");
  struct request request;
  CHECK(agent_request(connection, &request));
  CHECK(request.version == 2 && request.umask == 027 && request.nice == getpriority(PRIO_PROCESS, 0) && request.terminals == 0);
  CHECK(request.limits == 16);
  char cwd[512];
  CHECK(getcwd(cwd, sizeof cwd) && strcmp(request.cwd, cwd) == 0);
  CHECK(request.argc == 5 && strcmp(request.argv[0], "ps") == 0);
  CHECK(strcmp(request.argv[3], "--on") == 0);
  CHECK(request.saw_marker);
  CHECK(write(request.fds[1], "result", 6) == 6);
  char result[16];
  CHECK(read(client.out, result, sizeof result) == 6);
  close_request(&request);
  agent_say_exit(connection, 0, 7);
  char complaint[1024];
  CHECK(finish(&client, complaint, sizeof complaint) == 7);
  CHECK(strcmp(complaint, "") == 0);
  close(connection);
  close(listener);
}

static void program_killed_by_a_signal_is_128_more(void) {
  int listener = listen_as("default", "node1.sock");
  struct client client = start((const char *[]){"run", "--", "prog", NULL});
  int connection = agent_accept(listener, 2, "node1");
  struct request request;
  CHECK(agent_request(connection, &request));
  close_request(&request);
  agent_say_exit(connection, 1, 9);
  char complaint[1024];
  CHECK(finish(&client, complaint, sizeof complaint) == 137);
  close(connection);
  close(listener);
}

static void takes_its_own_options_out_wherever_they_stand(void) {
  static const char *const lines[][8] = {
      {"--cluster", "lab", "ps", "--on=node2", "-e", NULL},
      {"ps", "--cluster=lab", "-e", "--on", "node2", NULL},
  };
  int listener = listen_as("lab", "node2.sock");
  for (int i = 0; i < 2; i++) {
    struct client client = start(lines[i]);
    int connection = agent_accept(listener, 2, "node2");
    struct request request;
    CHECK(agent_request(connection, &request));
    CHECK(request.argc == 2 && strcmp(request.argv[0], "ps") == 0);
    CHECK(strcmp(request.argv[1], "-e") == 0);
    close_request(&request);
    agent_say_exit(connection, 0, 0);
    char complaint[1024];
    CHECK(finish(&client, complaint, sizeof complaint) == 0);
    close(connection);
  }
  close(listener);
  remove_socket("lab", "node2.sock");
}

static void is_known_by_other_names(void) {
  static const struct {
    const char *name;
    const char *words[2];
  } names[] = {{"SSI-node-add", {"node", "add"}},
               {"SSI-node-remove", {"node", "remove"}},
               {"SSI-appli-ckpt", {"checkpoint", "4"}},
               {"SSI-appli-restart", {"restart", "4"}}};
  int listener = listen_as("default", "node1.sock");
  for (size_t i = 0; i < 4; i++) {
    struct client client = start_as(names[i].name, NULL, (const char *[]){"4", NULL});
    int connection = agent_accept(listener, 2, "node1");
    struct request request;
    CHECK(agent_request(connection, &request));
    CHECK(strcmp(request.argv[0], names[i].words[0]) == 0);
    CHECK(strcmp(request.argv[1], names[i].words[1]) == 0);
    close_request(&request);
    agent_say_exit(connection, 0, 0);
    char complaint[1024];
    CHECK(finish(&client, complaint, sizeof complaint) == 0);
    close(connection);
  }
  close(listener);
}

static void passes_dead_and_silent_sockets_by(void) {
  close(listen_as("default", "node1.sock"));
  int silent = listen_as("default", "node2.sock");
  int listener = listen_as("default", "node10.sock");
  struct client client = start((const char *[]){"ps", NULL});
  int connection = agent_accept(listener, 2, "node10");
  struct request request;
  CHECK(agent_request(connection, &request));
  close_request(&request);
  agent_say_exit(connection, 0, 0);
  char complaint[1024];
  CHECK(finish(&client, complaint, sizeof complaint) == 0);
  close(connection);
  close(listener);
  close(silent);
  remove_socket("default", "node2.sock");
  remove_socket("default", "node10.sock");
}

static void says_in_one_line_that_no_agent_answers(void) {
  char expected[512];
  char complaint[1024];
  struct client client = start((const char *[]){"ps", "--cluster", "none", NULL});
  CHECK(finish(&client, complaint, sizeof complaint) == 1);
  snprintf(expected, sizeof expected,
           "ssi: no agent of cluster 'none' answers on this machine (looked in %s/none); start one "
           "with: ssi --cluster none up\n",
           run_directory);
  CHECK(strcmp(complaint, expected) == 0);
  client = start((const char *[]){"ps", "--on", "node9", NULL});
  CHECK(finish(&client, complaint, sizeof complaint) == 1);
  CHECK(strstr(complaint, "no agent of node 'node9' of cluster 'default' answers"));
}

static void wrong_usage_is_status_two(void) {
  static const char *const lines[][4] = {
      {"ps", "--cluster", NULL}, {"ps", "--cluster", "../x", NULL}, {"ps", "--on=", NULL}};
  for (int i = 0; i < 3; i++) {
    char complaint[1024];
    struct client client = start(lines[i]);
    CHECK(finish(&client, complaint, sizeof complaint) == 2);
    CHECK(strncmp(complaint, "ssi: ", 5) == 0);
  }
}

static void refuses_an_agent_of_another_release(void) {
  int listener = listen_as("default", "node1.sock");
  struct client client = start((const char *[]){"ps", NULL});
  int connection = agent_accept(listener, 3, "node1");
  char complaint[1024];
  CHECK(finish(&client, complaint, sizeof complaint) == 1);
  CHECK(strstr(complaint, "speaks version 3 of the control protocol, this program version 2"));
  close(connection);
  close(listener);
}

static void says_what_the_death_of_the_agent_means(void) {
  static const struct {
    const char *words[3];
    const char *said;
  } cases[] = {{{"migrate", "17", NULL}, "whether it took effect is unknown"},
               {{"node", "remove", NULL}, "whether it took effect is unknown"},
               {{"ps", NULL}, "nothing was changed"}};
  int listener = listen_as("default", "node1.sock");
  for (int i = 0; i < 3; i++) {
    struct client client = start(cases[i].words);
    int connection = agent_accept(listener, 2, "node1");
    struct request request;
    CHECK(agent_request(connection, &request));
    close_request(&request);
    close(connection);
    char complaint[1024];
    CHECK(finish(&client, complaint, sizeof complaint) == 1);
    CHECK(strstr(complaint, "ssi: the agent of node1 ended in the middle of") == complaint);
    CHECK(strstr(complaint, cases[i].said));
    CHECK(strchr(complaint, '\n') == complaint + strlen(complaint) - 1);
  }
  close(listener);
}

static void forwards_signals_and_leaves_at_the_third(void) {
  int listener = listen_as("default", "node1.sock");
  struct client client = start((const char *[]){"wait", "17", NULL});
  int connection = agent_accept(listener, 2, "node1");
  struct request request;
  CHECK(agent_request(connection, &request));
  close_request(&request);
  kill(client.pid, SIGINT);
  CHECK(next_signal(connection) == SIGINT);
  kill(client.pid, SIGTERM);
  CHECK(next_signal(connection) == SIGTERM);
  kill(client.pid, SIGHUP);
  char complaint[1024];
  CHECK(finish(&client, complaint, sizeof complaint) == 128 + SIGHUP);
  CHECK(strstr(complaint, "left without an answer"));
  close(connection);
  close(listener);
}

/* Waits until a process has taken a signal that it blocks, at most ten seconds. */
static bool takes(pid_t pid, int number) {
  char path[64];
  snprintf(path, sizeof path, "/proc/%d/status", (int)pid);
  for (int i = 0; i < 10000; i++) {
    char text[8192] = "";
    FILE *file = fopen(path, "re");
    size_t length = file ? fread(text, 1, sizeof text - 1, file) : 0;
    if (file) {
      fclose(file);
    }
    const char *pending = length > 0 ? strstr(text, "ShdPnd:") : NULL;
    if (!pending || !(strtoull(pending + 7, NULL, 16) & 1ULL << (number - 1))) {
      return pending != NULL;
    }
    poll(NULL, 0, 1);
  }
  return false;
}

static void hears_how_a_verb_ended_from_an_agent_that_hears_no_more(void) {
  int listener = listen_as("default", "node1.sock");
  struct client client = start((const char *[]){"wait", "17", NULL});
  int connection = agent_accept(listener, 2, "node1");
  struct request request;
  CHECK(agent_request(connection, &request));
  close_request(&request);
  CHECK(shutdown(connection, SHUT_RD) == 0);
  kill(client.pid, SIGINT);
  CHECK(takes(client.pid, SIGINT));
  agent_say_exit(connection, 0, 7);
  char complaint[1024];
  CHECK(finish(&client, complaint, sizeof complaint) == 7);
  CHECK(strcmp(complaint, "") == 0);
  close(connection);
  close(listener);
}

static void never_leaves_a_program_by_itself(void) {
  int listener = listen_as("default", "node1.sock");
  struct client client = start((const char *[]){"run", "--", "prog", NULL});
  int connection = agent_accept(listener, 2, "node1");
  struct request request;
  CHECK(agent_request(connection, &request));
  close_request(&request);
  agent_say_attached(connection, false);
  agent_say(connection, 'D', "\1x", 2);
  char byte;
  CHECK(read(client.out, &byte, 1) == 1 && byte == 'x');
  unsigned char taken[64];
  size_t length;
  CHECK(agent_frame(connection, taken, &length) == 'A');
  for (int i = 0; i < 5; i++) {
    kill(client.pid, SIGINT);
    CHECK(next_signal(connection) == SIGINT);
  }
  agent_say_exit(connection, 1, SIGINT);
  char complaint[1024];
  CHECK(finish(&client, complaint, sizeof complaint) == 130);
  close(connection);
  close(listener);
}

static void stops_and_goes_on_with_its_agent_told(void) {
  int listener = listen_as("default", "node1.sock");
  struct client client = start((const char *[]){"logs", "17", NULL});
  int connection = agent_accept(listener, 2, "node1");
  struct request request;
  CHECK(agent_request(connection, &request));
  close_request(&request);
  kill(client.pid, SIGTSTP);
  CHECK(next_signal(connection) == SIGTSTP);
  int status;
  CHECK(waitpid(client.pid, &status, WUNTRACED) == client.pid && WIFSTOPPED(status));
  kill(client.pid, SIGCONT);
  CHECK(next_signal(connection) == SIGCONT);
  agent_say_exit(connection, 0, 0);
  char complaint[1024];
  CHECK(finish(&client, complaint, sizeof complaint) == 0);
  close(connection);
  close(listener);
}

static void ignore_interrupts(void) { signal(SIGINT, SIG_IGN); }

static void a_signal_that_the_caller_ignores_stays_ignored(void) {
  int listener = listen_as("default", "node1.sock");
  struct client client =
      start_as("ssi", ignore_interrupts, (const char *[]){"wait", "17", NULL});
  int connection = agent_accept(listener, 2, "node1");
  struct request request;
  CHECK(agent_request(connection, &request));
  close_request(&request);
  kill(client.pid, SIGINT);
  kill(client.pid, SIGTERM);
  CHECK(next_signal(connection) == SIGTERM);
  agent_say_exit(connection, 0, 0);
  char complaint[1024];
  CHECK(finish(&client, complaint, sizeof complaint) == 0);
  close(connection);
  close(listener);
}

static void close_output(void) { close(1); }

static void a_closed_stream_cannot_be_written(void) {
  int listener = listen_as("default", "node1.sock");
  struct client client = start_as("ssi", close_output, (const char *[]){"ps", NULL});
  int connection = agent_accept(listener, 2, "node1");
  struct request request;
  CHECK(agent_request(connection, &request));
  CHECK(write(request.fds[1], "x", 1) < 0 && errno == EBADF);
  close_request(&request);
  agent_say_exit(connection, 0, 1);
  char complaint[1024];
  CHECK(finish(&client, complaint, sizeof complaint) == 1);
  close(connection);
  close(listener);
}

static void large_environment(void) {
  char *value = malloc(120001);
  memset(value, 'v', 120000);
  value[120000] = '\0';
  char name[24];
  for (int i = 0; i < 10; i++) {
    snprintf(name, sizeof name, "LARGE%d", i);
    setenv(name, value, 1);
  }
}

static void passes_a_large_environment(void) {
  int listener = listen_as("default", "node1.sock");
  struct client client = start_as("ssi", large_environment, (const char *[]){"ps", NULL});
  int connection = agent_accept(listener, 2, "node1");
  struct request request;
  CHECK(agent_request(connection, &request));
  CHECK(request.saw_marker);
  close_request(&request);
  agent_say_exit(connection, 0, 0);
  char complaint[1024];
  CHECK(finish(&client, complaint, sizeof complaint) == 0);
  close(connection);
  close(listener);
}

static void verbs_without_agent_are_given_to_the_launcher(void) {
  char path[256];
  snprintf(path, sizeof path, "%s/launcher", run_directory);
  FILE *script = fopen(path, "w");
  fputs("#!/bin/sh\necho \"$@\" >&2\nexit 5\n", script);
  fclose(script);
  chmod(path, 0755);
  setenv("SSI_JAVA_LAUNCHER", path, 1);
  char complaint[1024];
  struct client client =
      start((const char *[]){"--cluster", "lab", "up", "--nodes", "4", NULL});
  CHECK(finish(&client, complaint, sizeof complaint) == 5);
  CHECK(strcmp(complaint, "up --cluster lab --nodes 4\n") == 0);
  client = start((const char *[]){"ps", "--help", NULL});
  CHECK(finish(&client, complaint, sizeof complaint) == 5);
  CHECK(strcmp(complaint, "ps --help\n") == 0);
  unlink(path);
  client = start((const char *[]){"doctor", NULL});
  CHECK(finish(&client, complaint, sizeof complaint) == 1);
  CHECK(strstr(complaint, "ssi: cannot start "));
  unsetenv("SSI_JAVA_LAUNCHER");
}

static const struct test tests[] = {
#define TEST(name) {#name, name}
    TEST(passes_everything_and_ends_as_told),
    TEST(program_killed_by_a_signal_is_128_more),
    TEST(takes_its_own_options_out_wherever_they_stand),
    TEST(is_known_by_other_names),
    TEST(passes_dead_and_silent_sockets_by),
    TEST(refuses_an_agent_of_another_release),
    TEST(says_what_the_death_of_the_agent_means),
    TEST(forwards_signals_and_leaves_at_the_third),
    TEST(hears_how_a_verb_ended_from_an_agent_that_hears_no_more),
    TEST(never_leaves_a_program_by_itself),
    TEST(stops_and_goes_on_with_its_agent_told),
    TEST(a_signal_that_the_caller_ignores_stays_ignored),
    TEST(a_closed_stream_cannot_be_written),
    TEST(passes_a_large_environment),
    TEST(says_in_one_line_that_no_agent_answers),
    TEST(wrong_usage_is_status_two),
    TEST(verbs_without_agent_are_given_to_the_launcher),
};

int main(int argc, char **argv) {
  return run_tests(argc, argv, tests, sizeof tests / sizeof *tests);
}
