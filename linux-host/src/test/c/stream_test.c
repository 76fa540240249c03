// Standard streams and terminals.
#include "harness.h"

static struct agent subscribed(struct container container) {
  struct agent agent = agent_connect(container);
  granted(&agent, "subscribe");
  return agent;
}

// Reads until the text ends so, within 10 seconds.
static const char *read_until(int fd, const char *end) {
  static char text[1 << 16];
  size_t have = 0;
  text[0] = 0;
  while (have < strlen(end) || strcmp(text + have - strlen(end), end)) {
    struct pollfd polled = {.fd = fd, .events = POLLIN};
    check(poll(&polled, 1, 10000) > 0, __FILE__, __LINE__, "within 10 s", text);
    check(have < sizeof text - 1 && read(fd, text + have, 1) == 1, __FILE__, __LINE__, "more to read", text);
    text[++have] = 0;
  }
  return text;
}

static int outer(struct agent *agent, struct message reply, const char *name) {
  int fd = -1;
  for (int k = 0; value(reply, "fd", k); k++) {
    int each = agent_take(agent);
    if (!strcmp(value(reply, "fd", k), name)) fd = each;
    else close(each);
  }
  check(fd >= 0, __FILE__, __LINE__, "stream came", name);
  return fd;
}

static bool holds_null_three_times(void *pid) {
  bool holds = true;
  for (int fd = 0; fd < 64; fd++) {
    char target[64] = "";
    ssize_t length = readlink(format("/proc/%d/fd/%d", *(int *)pid, fd), target, sizeof target - 1);
    holds &= fd < 3 ? !strcmp(target, "/dev/null") : length < 0;
  }
  return holds;
}

TEST(streams_are_null_unless_said_otherwise_and_nothing_else_is_open) {
  struct container container = container_launch("socket", NULL, NULL);
  struct agent agent = subscribed(container);
  granted(&agent, "start", "arg=/bin/sleep", "arg=60");
  int program = child_of(child_of(container.keeper, 0), 0);
  CHECK(eventually(holds_null_three_times, &program));  // The loader has others at first.
}

static bool holds_nothing(void *pid) {
  bool nothing = true;
  for (int fd = 0; fd < 64; fd++) nothing &= access(format("/proc/%d/fd/%d", *(int *)pid, fd), F_OK) != 0;
  return nothing;
}

TEST(the_reaper_holds_no_descriptor_and_runs_the_program_of_the_inside) {
  struct container container = container_launch("socket", NULL, NULL);
  struct agent agent = subscribed(container);
  granted(&agent, "start", "arg=/bin/sleep", "arg=60", "stdin=pipe", "stdout=pipe", "stderr=pty");
  int reaper = child_of(container.keeper, 0);
  CHECK(reaper > 0 && child_of(reaper, 0) > 0);
  CHECK(eventually(holds_nothing, &reaper));  // The loader of the build with sanitizers has some at first.
  CHECK_TEXT(text_of(format("/proc/%d/environ", reaper)), "");
  char inside[64] = "", keeper[64] = "";
  CHECK(readlink(format("/proc/%d/ns/mnt", reaper), inside, 63) > 0);
  CHECK(readlink(format("/proc/%d/ns/mnt", container.keeper), keeper, 63) > 0);
  CHECK_TEXT(inside, keeper);
}

TEST(files_are_appended_to_with_the_users_rights) {
  struct agent agent = subscribed(container_launch("socket", NULL, NULL));
  const char *in = test_path("in"), *own = test_path("own"), *out = test_path("own/out"), *both = test_path("own/both");
  struct stat status;
  CHECK(!mkdir(own, 0755) && !chown(own, 1234, 1234));
  write_text(in, "hello\n");
  CHECK(!chmod(in, 0644));
  for (int round = 0; round < 2; round++) {
    granted(&agent, "start", "uid=1234", "gid=1234", "arg=/bin/sh", "arg=-c", "arg=cat; echo error >&2", format("cwd=%s", own),
            format("stdin=file:%s", in), "stdout=file:out", format("stderr=file:%s", both));
    wait_event(&agent, "empty", NULL);
  }
  CHECK_TEXT(text_of(out), "hello\nhello\n");
  CHECK_TEXT(text_of(both), "error\nerror\n");
  CHECK(!stat(out, &status) && status.st_uid == 1234 && status.st_gid == 1234 && (status.st_mode & 0777) == 0600);
  write_text(test_path("secret"), "");
  CHECK_TEXT(value(refused(&agent, "EACCES", "start", "uid=1234", "arg=/bin/true", format("stdin=file:%s", test_path("secret"))),
                   "operation", 0), "stdin");
  CHECK_TEXT(value(refused(&agent, "EACCES", "start", "uid=1234", "arg=/bin/true", format("stdout=file:%s", test_path("new"))),
                   "operation", 0), "stdout");
  refused(&agent, "EINVAL", "start", "arg=/bin/true", "stderr=elsewhere");
}

TEST(pipes_outlive_their_agent) {
  struct container container = container_launch("socket", NULL, NULL);
  struct agent early = agent_connect(container);
  struct message reply = granted(&early, "start", "arg=/bin/cat", "stdin=pipe", "stdout=pipe");
  CHECK_TEXT(value(reply, "fds", 0), "2");
  CHECK_TEXT(value(reply, "fd", 0), "stdin");
  CHECK_TEXT(value(reply, "fd", 1), "stdout");
  int in = agent_take(&early), out = agent_take(&early);
  CHECK(write(in, "one\n", 4) == 4);
  read_until(out, "one\n");
  CHECK(write(in, "two\n", 4) == 4);
  close(in);
  close(out);
  agent_gone(&early);

  struct agent late = subscribed(container);
  CHECK_TEXT(value(granted(&late, "hello"), "state", 0), "running");
  reply = granted(&late, "streams");
  in = agent_take(&late);
  out = agent_take(&late);
  CHECK(write(in, "three\n", 6) == 6);
  CHECK_TEXT(read_until(out, "three\n"), "two\nthree\n");
  close(in);
  granted(&late, "close", "stream=stdin");
  refused(&late, "ENOENT", "close", "stream=stdin");
  refused(&late, "EINVAL", "close", "stream=stdlog");
  char byte;
  CHECK_NUMBER(read(out, &byte, 1), 0);
  CHECK_NUMBER(number(wait_event(&late, "exit", "program"), "status"), 0);
}

TEST(an_adopted_end_is_handed_out_again) {
  struct agent agent = agent_connect(container_launch("socket", NULL, NULL));
  int ends[2];
  CHECK(!pipe(ends));
  CHECK_TEXT(first(ask_with(&agent, &ends[1], 1, "adopt", "stream=stdin", "fds=1")), "ok");
  close(ends[1]);
  CHECK_TEXT(value(granted(&agent, "hello"), "stream", 0), "stdin");
  struct message reply = granted(&agent, "streams");
  int again = outer(&agent, reply, "stdin");
  CHECK(write(again, "x", 1) == 1);
  refused(&agent, "EPROTO", "adopt", "stream=stdin", "fds=1");
  refused(&agent, "EPROTO", "adopt", "stream=stdin");
}

TEST(a_terminal_controls_the_program_and_outlives_its_agent) {
  struct container container = container_launch("socket", NULL, NULL);
  struct agent early = agent_connect(container);
  struct message reply = granted(&early, "start", "stdin=pty", "stdout=pty", "stderr=pty", "rows=31", "columns=77", "uid=1234",
                                 "gid=1234", "arg=/bin/bash", "arg=--norc", "arg=-i", "env=PS1=ready>", "env=PATH=/usr/bin:/bin");
  CHECK_TEXT(value(reply, "fds", 0), "1");
  int master = outer(&early, reply, "pty");
  read_until(master, "ready>");
  CHECK(write(master, "stty size; tty; ps -o sid=,tpgid= $$\n", 37) == 37);
  read_until(master, "$$\r\n");
  const char *text = read_until(master, "ready>");
  check(strstr(text, "31 77\r\n/dev/pts/0\r\n    3 ") != NULL, __FILE__, __LINE__, "size, terminal, session", text);
  const char *waiting = "sh -c 'echo wait\"\"ing; exec sleep 60'\n";  // Its output differs from its echo.
  CHECK(write(master, waiting, strlen(waiting)) == (ssize_t)strlen(waiting));
  read_until(master, "\r\nwaiting\r\n");
  close(master);
  agent_gone(&early);

  struct agent late = subscribed(container);
  reply = granted(&late, "streams");
  master = outer(&late, reply, "pty");
  CHECK(write(master, "\003", 1) == 1);
  read_until(master, "^C\r\nready>");
  CHECK(write(master, "trap 'stty size' WINCH; echo set\n", 33) == 33);
  read_until(master, "\r\nset\r\nready>");
  granted(&late, "window", "rows=50", "columns=132");
  CHECK(write(master, "\n", 1) == 1);
  read_until(master, "50 132\r\n");
  CHECK(write(master, "exit 6\n", 7) == 7);
  CHECK_NUMBER(number(wait_event(&late, "exit", "program"), "status"), 6 << 8);
}

TEST(a_container_without_terminal_has_no_window) {
  struct agent agent = agent_connect(container_launch("socket", NULL, NULL));
  refused(&agent, "ENOENT", "window", "rows=10", "columns=10");
  refused(&agent, "EINVAL", "window", "rows=0", "columns=10");
}

TEST(terminals_of_the_container_are_its_own) {
  struct agent agent = subscribed(container_launch("socket", NULL, NULL));
  const char *out = test_path("out");
  const char *script = format("arg=ls /dev/pts >%s; script -qc 'tty' /dev/null >>%s </dev/null", out, out);
  granted(&agent, "start", "arg=/bin/sh", "arg=-c", script, "env=PATH=/usr/bin:/bin");
  wait_event(&agent, "empty", NULL);
  CHECK_TEXT(text_of(out), "ptmx\n/dev/pts/0\r\n");
}
