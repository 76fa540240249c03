// How programs, their descendants and workers end, and who comes to know it.
#include "harness.h"

#include <sys/personality.h>

static struct message shell(struct agent *agent, const char *script) {
  return granted(agent, "start", "arg=/bin/sh", "arg=-c", format("arg=%s", script), "env=PATH=/usr/bin:/bin");
}

TEST(a_new_container_is_empty_and_has_its_own_pid_limit) {
  const char *machine = text_of("/proc/sys/kernel/pid_max");
  struct agent agent = agent_connect(container_launch("socket", NULL, NULL));
  struct message hello = granted(&agent, "hello");
  CHECK_TEXT(value(hello, "protocol", 0), "1");
  CHECK_TEXT(value(hello, "container", 0), "17");
  CHECK_TEXT(value(hello, "state", 0), "empty");
  CHECK_TEXT(value(hello, "reaper", 0), "0");
  CHECK_TEXT(value(hello, "program", 0), "0");
  CHECK_TEXT(value(hello, "frozen", 0), "none");
  CHECK(value(hello, "status", 0) == NULL);
  bool own = !strcmp(value(hello, "pid_max_per_namespace", 0), "yes");
  CHECK_NUMBER(number(hello, "pid_max"), own ? 32768 : atol(machine));
  CHECK_TEXT(text_of("/proc/sys/kernel/pid_max"), machine);
}

static bool holds_nothing_of_its_launcher(void *keeper) {
  char target[64] = "";
  for (int fd = 0; fd < 64; fd++)
    if (readlink(format("/proc/%d/fd/%d", *(int *)keeper, fd), target, 63) > 0 && !strncmp(target, "pipe:", 5)) return false;
  return true;
}

TEST(a_keeper_has_left_its_launchers_session_directory_and_descriptors) {
  struct container container = container_launch("socket", NULL, NULL);
  char directory[16] = "";
  CHECK_NUMBER(getsid(container.keeper), container.keeper);
  CHECK(readlink(format("/proc/%d/cwd", container.keeper), directory, 15) == 1 && *directory == '/');
  CHECK(eventually(holds_nothing_of_its_launcher, &container.keeper));
}

static bool cursor_is_low(void *agent) { return number(granted((struct agent *)agent, "cursor"), "value") < 30000; }

TEST(where_the_pid_limit_is_the_machines_it_is_left_alone_and_the_cursor_kept_low) {
  CHECK(personality(UNAME26) >= 0);  // Looks like a kernel of long ago.
  struct agent agent = agent_connect(container_launch("socket", NULL, NULL));
  struct message hello = granted(&agent, "hello");
  CHECK_TEXT(value(hello, "pid_max_per_namespace", 0), "no");
  CHECK(number(hello, "pid_max") != 32768 || atol(text_of("/proc/sys/kernel/pid_max")) == 32768);
  granted(&agent, "cursor", "set=31000");
  usleep(600000);
  CHECK_NUMBER(number(granted(&agent, "cursor"), "value"), 31000);
  granted(&agent, "start", "arg=/bin/sleep", "arg=60");
  granted(&agent, "cursor", "set=31000");
  CHECK(eventually(cursor_is_low, &agent));
}

TEST(the_programs_exit_code_is_told_and_kept) {
  struct agent agent = agent_connect(container_launch("socket", NULL, NULL));
  granted(&agent, "subscribe");
  struct message started = shell(&agent, "exit 42");
  CHECK_TEXT(value(started, "reaper", 0), "2");
  CHECK_TEXT(value(started, "program", 0), "3");
  CHECK_NUMBER(number(wait_event(&agent, "exit", "program"), "status"), 42 << 8);
  CHECK_NUMBER(number(wait_event(&agent, "exit", "reaper"), "status"), 0);
  wait_event(&agent, "empty", NULL);
  struct message hello = granted(&agent, "hello");
  CHECK_TEXT(value(hello, "state", 0), "ended");
  CHECK_NUMBER(number(hello, "status"), 42 << 8);
  CHECK_TEXT(value(granted(&agent, "status", "pid=3"), "child", 0), format("program:3:ended:%d", 42 << 8));
  CHECK_TEXT(value(granted(&agent, "status", "pid=2"), "child", 0), "reaper:2:ended:0");
  refused(&agent, "ESRCH", "status", "pid=99");
}

TEST(death_by_a_signal_is_told_as_such) {
  struct agent agent = agent_connect(container_launch("socket", NULL, NULL));
  granted(&agent, "subscribe");
  granted(&agent, "start", "arg=/bin/sleep", "arg=60");
  granted(&agent, "signal", "pid=3", "signal=15");
  CHECK_NUMBER(number(wait_event(&agent, "exit", "program"), "status"), 15);
}

TEST(a_daemonised_descendant_keeps_the_container_running_until_it_ends) {
  struct agent agent = agent_connect(container_launch("socket", NULL, NULL));
  const char *fifo = test_path("fifo");
  CHECK(!mkfifo(fifo, 0600));
  granted(&agent, "subscribe");
  shell(&agent, format("(setsid sh -c 'read line <%s' &) & exit 7", fifo));
  CHECK_NUMBER(number(wait_event(&agent, "exit", "program"), "status"), 7 << 8);
  struct message hello = granted(&agent, "hello");
  CHECK_TEXT(value(hello, "state", 0), "running");
  CHECK_NUMBER(number(hello, "status"), 7 << 8);
  refused(&agent, "EBUSY", "dismiss");
  refused(&agent, "EBUSY", "start", "arg=/bin/true");
  int fd = open(fifo, O_WRONLY);
  CHECK(write(fd, "\n", 1) == 1);
  wait_event(&agent, "empty", NULL);
  CHECK_TEXT(value(granted(&agent, "hello"), "state", 0), "ended");
}

TEST(a_thousand_orphans_are_all_reaped) {
  struct container container = container_launch("socket", NULL, NULL);
  struct agent agent = agent_connect(container);
  granted(&agent, "subscribe");
  shell(&agent, "i=0; while [ $i -lt 1000 ]; do (true & ); i=$((i+1)); done; exit 1");
  CHECK_NUMBER(number(wait_event(&agent, "exit", "program"), "status"), 1 << 8);
  wait_event(&agent, "empty", NULL);
  CHECK_NUMBER(child_of(container.keeper, 0), 0);
}

TEST(an_agent_that_comes_after_the_end_learns_the_status) {
  struct container container = container_launch("socket", NULL, NULL);
  struct agent early = agent_connect(container);
  granted(&early, "start", "arg=/bin/sh", "arg=-c", "arg=exit 9");
  agent_gone(&early);
  struct agent late = agent_connect(container);
  struct message subscribed = granted(&late, "subscribe");
  if (!value(subscribed, "status", 0)) subscribed = wait_event(&late, "exit", "program");
  CHECK_NUMBER(number(subscribed, "status"), 9 << 8);
}

TEST(the_status_is_known_even_if_the_reaper_was_killed) {
  struct agent agent = agent_connect(container_launch("socket", NULL, NULL));
  granted(&agent, "subscribe");
  granted(&agent, "start", "arg=/bin/sleep", "arg=60");
  granted(&agent, "signal", "pid=2", "signal=9");
  CHECK_NUMBER(number(wait_event(&agent, "exit", "reaper"), "status"), 9);
  CHECK_TEXT(value(granted(&agent, "hello"), "state", 0), "running");
  granted(&agent, "signal", "pid=3", "signal=10");
  CHECK_NUMBER(number(wait_event(&agent, "exit", "program"), "status"), 10);
  wait_event(&agent, "empty", NULL);
}

TEST(an_ended_container_starts_again_with_the_same_pids) {
  struct agent agent = agent_connect(container_launch("socket", NULL, NULL));
  granted(&agent, "subscribe");
  for (int round = 1; round <= 5; round++) {
    CHECK_TEXT(value(shell(&agent, format("exit %d", round)), "program", 0), "3");
    CHECK_NUMBER(number(wait_event(&agent, "exit", "program"), "status"), round << 8);
    wait_event(&agent, "empty", NULL);
  }
}

TEST(a_program_that_ends_at_once_is_told_after_the_reply) {
  struct agent agent = agent_connect(container_launch("socket", NULL, NULL));
  granted(&agent, "subscribe");
  for (int round = 0; round < 50; round++) {
    agent_send(&agent, NULL, 0, (const char *const[]){"start", "arg=/bin/true", NULL});
    CHECK_TEXT(first(agent_receive(&agent)), "ok");
    CHECK_NUMBER(number(wait_event(&agent, "exit", "program"), "status"), 0);
    wait_event(&agent, "empty", NULL);
  }
}

TEST(kill_leaves_nobody_and_a_forking_tree_does_not_escape) {
  struct agent agent = agent_connect(container_launch("socket", NULL, NULL));
  granted(&agent, "subscribe");
  shell(&agent, "while true; do (sleep 50 &) ; done");
  granted(&agent, "kill");
  CHECK_NUMBER(number(wait_event(&agent, "exit", "program"), "status"), 9);
  granted(&agent, "dismiss");
  CHECK_TEXT(first(agent_receive(&agent)), "(connection closed)");
}

TEST(a_signal_reaches_a_group_or_all_and_the_reaper_survives_it) {
  struct agent agent = agent_connect(container_launch("socket", NULL, NULL));
  granted(&agent, "subscribe");
  const char *ready = test_path("ready");
  shell(&agent, format("setsid sh -c 'trap \"exit 5\" TERM; echo >%s; while :; do sleep 0.01; done' & wait $!", ready));
  while (access(ready, F_OK)) usleep(2000);
  refused(&agent, "ESRCH", "signal", "signal=15", "pgid=999");
  refused(&agent, "EINVAL", "signal", "signal=15", "pid=1");
  refused(&agent, "EINVAL", "signal", "signal=15", "pid=3", "all=yes");
  granted(&agent, "signal", "signal=0", "pgid=3");
  granted(&agent, "signal", "signal=19", "all=yes");
  granted(&agent, "signal", "signal=18", "all=yes");
  granted(&agent, "signal", "signal=15", "all=yes");
  wait_event(&agent, "empty", NULL);
}

TEST(a_worker_gets_its_descriptors_in_order_and_its_end_is_told) {
  struct agent agent = agent_connect(container_launch("socket", NULL, NULL));
  const char *log = test_path("log");
  int three[2], four[2];
  CHECK(!pipe(three) && !pipe(four));
  granted(&agent, "subscribe");
  struct message reply = ask_with(&agent, ((int[]){three[1], four[1]}), 2, "criu", "fds=2", "arg=/bin/sh", "arg=-c",
                                  "arg=echo three >&3; echo four >&4; ls /proc/$$/fd; echo $PATH; exit 3", format("log=%s", log));
  CHECK_TEXT(first(reply), "ok");
  CHECK_NUMBER(number(wait_event(&agent, "exit", "worker"), "status"), 3 << 8);
  close(three[1]);
  close(four[1]);
  char text[16] = "";
  CHECK(read(three[0], text, 15) == 6 && !strcmp(text, "three\n") && read(three[0], text, 1) == 0);
  CHECK(read(four[0], text, 15) == 5 && read(four[0], text, 1) == 0);
  CHECK_TEXT(text_of(log), "0\n1\n2\n3\n4\n/usr/sbin:/usr/bin:/sbin:/bin\n");
  CHECK_TEXT(value(granted(&agent, "status"), "child", 0), format("worker:%ld:ended:768", number(reply, "pid")));
}

TEST(a_worker_that_cannot_be_executed_is_an_error) {
  struct agent agent = agent_connect(container_launch("socket", NULL, NULL));
  CHECK_TEXT(value(refused(&agent, "ENOENT", "criu", "arg=/nowhere/criu"), "operation", 0), "exec");
  CHECK_TEXT(value(refused(&agent, "ENOENT", "criu", "arg=/bin/true", "log=/nowhere/log"), "operation", 0), "log");
  CHECK_TEXT(value(refused(&agent, "ENOENT", "criu", "arg=/bin/true", "cgroup=/nowhere"), "operation", 0), "cgroup");
  refused(&agent, "EINVAL", "criu");
}

TEST(workers_are_remembered_up_to_a_limit_and_the_program_always) {
  struct agent agent = agent_connect(container_launch("socket", NULL, NULL));
  granted(&agent, "subscribe");
  shell(&agent, "exit 4");
  wait_event(&agent, "empty", NULL);
  for (int i = 0; i < 100; i++) {
    granted(&agent, "criu", "arg=/bin/true");
    wait_event(&agent, "exit", "worker");
  }
  struct message all = granted(&agent, "status");
  CHECK(value(all, "child", 63) && !value(all, "child", 64));
  CHECK_NUMBER(number(granted(&agent, "hello"), "status"), 4 << 8);
}

TEST(the_cursor_chooses_the_next_pid) {
  struct agent agent = agent_connect(container_launch("socket", NULL, NULL));
  CHECK_NUMBER(number(granted(&agent, "cursor", "set=32000"), "value"), 32000);
  CHECK_NUMBER(number(granted(&agent, "criu", "arg=/bin/true"), "pid"), 32001);
  CHECK_NUMBER(number(granted(&agent, "cursor"), "value"), 32001);
  CHECK_NUMBER(number(granted(&agent, "cursor", "set=5"), "value"), 5);
  CHECK_NUMBER(number(granted(&agent, "criu", "arg=/bin/true"), "pid"), 6);
  refused(&agent, "EINVAL", "cursor", "set=99999999");
  refused(&agent, "EINVAL", "cursor", "set=-2");
  refused(&agent, "EINVAL", "cursor", "set=");
  refused(&agent, "EINVAL", "cursor", "set=5x");
}

static bool finished(void *pid) { return kill(*(int *)pid, 0) != 0; }

TEST(a_virtual_nodes_init_reaps_and_ends_on_sigterm) {
  const char *done = test_path("done");
  pid_t helper = fork();
  if (helper == 0) {
    CHECK(!unshare(CLONE_NEWPID));
    pid_t init = fork();
    if (init == 0) {
      execl(keeper_program(), "ssi-keeper", "init", "--", "/bin/sh", "-c", format("(true &) ; (true &); echo >%s", done), NULL);
      _exit(127);
    }
    while (access(done, F_OK)) usleep(2000);
    while (child_of(init, 0)) usleep(2000);
    kill(init, SIGTERM);
    int status;
    CHECK(waitpid(init, &status, 0) == init);
    _exit(status ? 1 : 0);
  }
  int status;
  CHECK(waitpid(helper, &status, 0) == helper && status == 0);
  CHECK(finished(&helper));
}
