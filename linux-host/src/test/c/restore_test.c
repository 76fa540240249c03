// Trees that are dumped in one container and restored in another, with a real CRIU (named by SSI_CRIU).
#include "harness.h"

static const char *images;

static struct container prepared(const char *name) {
  const char *criu = getenv("SSI_CRIU");
  if (!criu || !*criu) skip("a criu that works, named by SSI_CRIU");
  check(access(criu, X_OK) == 0, __FILE__, __LINE__, "SSI_CRIU can be executed", criu);
  images = test_path("images");
  mkdir(images, 0700);
  // A reaper with sanitizers could not be dumped.
  return container_launch(name, NULL, getenv("SSI_REAPER"));
}

static int criu_run(struct agent *agent, const int *fds, int count, const char *action, const char *option) {
  const char *words[32] = {"criu", format("fds=%d", count), format("arg=%s", getenv("SSI_CRIU")), "arg=--no-default-config",
      format("arg=%s", action), format("arg=%s", option), "arg=-D", format("arg=%s", images), "arg=-v4",
      "arg=-o", format("arg=%s.log", action), "arg=--manage-cgroups=ignore", format("log=%s", test_path("criu.log"))};
  int words_count = 13;
  for (int fd = 0; fd < count; fd++) {
    char target[64] = "";
    readlink(test_path(format("inherited.%d", fd)), target, sizeof target - 1);
    words[words_count++] = "arg=--inherit-fd";
    words[words_count++] = format("arg=fd[%d]:%s", 3 + fd, target);
  }
  struct message reply = agent_ask(agent, fds, count, words);
  CHECK_TEXT(first(reply), "ok");
  struct message end = wait_event(agent, "exit", "worker");
  while (number(end, "pid") != number(reply, "pid")) end = wait_event(agent, "exit", "worker");
  int status = (int)number(end, "status");
  const char *log = text_of(format("%s/%s.log", images, action)), *console = text_of(test_path("criu.log"));
  if (status && !getenv("QUIET")) printf("    criu %s: status %d: %s\n", action, status, strstr(log, "Error") ? strstr(log, "Error") : console);
  return status;
}

static bool is_written(void *path) { return *text_of(path) != 0; }

static struct agent started(const char *script, const char *ready) {
  struct agent source = agent_connect(prepared("source"));
  granted(&source, "subscribe");
  granted(&source, "start", "arg=/bin/bash", "arg=-c", format("arg=%s", script), "env=PATH=/usr/bin:/bin");
  CHECK(eventually(is_written, (void *)ready));
  return source;
}

static struct agent dumped(const char *script, const char *ready) {
  struct agent source = started(script, ready);
  CHECK_NUMBER(criu_run(&source, NULL, 0, "dump", "--tree=2"), 0);
  return source;
}

TEST(a_restored_tree_tells_its_end_to_its_new_keeper) {
  const char *lines = test_path("lines"), *orphans = test_path("orphans");
  const char *script = format("trap 'kill $(cat %s); exit 33' TERM; (setsid bash -c 'echo $$ >%s; while :; do sleep 0.01; done' &);"
                              "while :; do [ -s %s ] && echo $$ >>%s; sleep 0.01; done", orphans, orphans, orphans, lines);
  struct agent source = dumped(script, lines);
  wait_event(&source, "empty", NULL);
  CHECK_TEXT(value(granted(&source, "hello"), "state", 0), "ended");
  granted(&source, "dismiss");

  struct container container = prepared("target");
  struct agent target = agent_connect(container);
  granted(&target, "subscribe");
  granted(&target, "cursor", "set=32000");
  granted(&target, "expect", "program=3");
  CHECK_TEXT(value(granted(&target, "hello"), "state", 0), "expected");
  CHECK_NUMBER(criu_run(&target, NULL, 0, "restore", "-d"), 0);
  struct message hello = granted(&target, "hello");
  CHECK_TEXT(value(hello, "state", 0), "running");
  CHECK_TEXT(value(hello, "reaper", 0), "2");
  CHECK_TEXT(value(hello, "program", 0), "3");
  refused(&target, "EBUSY", "expect", "program=3");
  write_text(lines, "");
  CHECK(eventually(is_written, (void *)lines));
  CHECK(!strncmp(text_of(lines), "3\n", 2));
  granted(&target, "signal", "pid=3", "signal=15");
  CHECK_NUMBER(number(wait_event(&target, "exit", "program"), "status"), 33 << 8);
  CHECK_NUMBER(number(wait_event(&target, "exit", "reaper"), "status"), 0);
  wait_event(&target, "empty", NULL);
  CHECK_NUMBER(child_of(container.keeper, 0), 0);
}

TEST(a_tree_whose_program_has_ended_before_is_restored_with_its_status) {
  const char *ready = test_path("ready");
  struct agent source = started(format("(setsid bash -c 'trap \"exit 1\" TERM; echo $$ >%s; while :; do sleep 0.01; done' &) ; exit 12", ready), ready);
  CHECK_NUMBER(number(wait_event(&source, "exit", "program"), "status"), 12 << 8);
  CHECK_NUMBER(criu_run(&source, NULL, 0, "dump", "--tree=2"), 0);
  CHECK_NUMBER(number(granted(&source, "hello"), "status"), 12 << 8);
  struct agent target = agent_connect(prepared("target"));
  granted(&target, "subscribe");
  granted(&target, "cursor", "set=32000");
  granted(&target, "expect", "program=3", format("status=%d", 12 << 8));
  CHECK_NUMBER(criu_run(&target, NULL, 0, "restore", "-d"), 0);
  struct message hello = granted(&target, "hello");
  CHECK_TEXT(value(hello, "state", 0), "running");
  CHECK_NUMBER(number(hello, "status"), 12 << 8);
  granted(&target, "signal", "all=yes", "signal=15");
  wait_event(&target, "empty", NULL);
}

TEST(a_restore_that_fails_leaves_a_container_for_the_next_try) {
  const char *ready = test_path("ready");
  dumped(format("trap 'exit 5' TERM; while :; do echo >>%s; sleep 0.01; done", ready), ready);
  struct agent target = agent_connect(prepared("target"));
  granted(&target, "subscribe");
  granted(&target, "cursor", "set=2");
  struct message taker = granted(&target, "criu", "arg=/bin/sleep", "arg=60");
  CHECK_TEXT(value(taker, "pid", 0), "3");
  granted(&target, "cursor", "set=32000");
  granted(&target, "expect", "program=3");
  setenv("QUIET", "1", 1);
  CHECK(criu_run(&target, NULL, 0, "restore", "-d") != 0);
  granted(&target, "kill");
  CHECK(strcmp(value(granted(&target, "hello"), "state", 0), "running"));
  granted(&target, "expect", "program=3");
  CHECK_NUMBER(criu_run(&target, NULL, 0, "restore", "-d"), 0);
  granted(&target, "signal", "signal=15", "pid=3");
  CHECK_NUMBER(number(wait_event(&target, "exit", "program"), "status"), 5 << 8);
}

TEST(a_tree_that_a_failed_worker_has_let_go_is_the_application_when_that_is_said) {
  const char *ready = test_path("ready");
  dumped(format("while :; do echo >>%s; sleep 0.01; done", ready), ready);
  struct agent target = agent_connect(prepared("target"));
  granted(&target, "subscribe");
  granted(&target, "cursor", "set=32000");
  granted(&target, "expect", "program=3");
  granted(&target, "criu", "arg=/bin/false");
  wait_event(&target, "exit", "worker");
  CHECK_NUMBER(criu_run(&target, NULL, 0, "restore", "-d"), 0);
  CHECK_TEXT(value(granted(&target, "hello"), "state", 0), "expected");
  refused(&target, "EBUSY", "expect", "program=4");
  granted(&target, "expect", "program=3");
  CHECK_TEXT(value(granted(&target, "hello"), "state", 0), "running");
  refused(&target, "EBUSY", "expect", "program=3");
  granted(&target, "signal", "all=yes", "signal=9");
  CHECK_NUMBER(number(wait_event(&target, "exit", "program"), "status"), 9);
  wait_event(&target, "empty", NULL);
}

TEST(a_restored_program_gets_new_pipes_and_the_keeper_their_ends) {
  struct container container = prepared("source");
  struct agent source = agent_connect(container);
  granted(&source, "subscribe");
  granted(&source, "start", "arg=/bin/cat", "stdin=pipe", "stdout=pipe");
  int program = child_of(child_of(container.keeper, 0), 0), in[2], out[2];
  for (int fd = 0; fd < 2; fd++) {
    char target[64] = "";
    CHECK(readlink(format("/proc/%d/fd/%d", program, fd), target, 63) > 0 && !symlink(target, test_path(format("inherited.%d", fd))));
  }
  CHECK_NUMBER(criu_run(&source, NULL, 0, "dump", "--tree=2"), 0);

  struct agent target = agent_connect(prepared("target"));
  granted(&target, "subscribe");
  granted(&target, "cursor", "set=32000");
  granted(&target, "expect", "program=3");
  CHECK(!pipe(in) && !pipe(out));
  CHECK_TEXT(first(ask_with(&target, &in[1], 1, "adopt", "stream=stdin", "fds=1")), "ok");
  CHECK_TEXT(first(ask_with(&target, &out[0], 1, "adopt", "stream=stdout", "fds=1")), "ok");
  CHECK_NUMBER(criu_run(&target, ((int[]){in[0], out[1]}), 2, "restore", "-d"), 0);
  close(in[0]);
  close(out[1]);
  char text[8] = "";
  CHECK(write(in[1], "hello\n", 6) == 6 && read(out[0], text, 6) == 6);
  CHECK_TEXT(text, "hello\n");
  close(in[1]);
  granted(&target, "close", "stream=stdin");
  CHECK_NUMBER(number(wait_event(&target, "exit", "program"), "status"), 0);
  CHECK(read(out[0], text, 1) == 0);
}
