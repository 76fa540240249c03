// What the program is given, and what happens when it cannot be given.
#include "harness.h"

static struct agent subscribed(void) {
  struct agent agent = agent_connect(container_launch("socket", NULL, NULL));
  granted(&agent, "subscribe");
  return agent;
}

TEST(the_program_has_the_users_ids_limits_directory_and_environment) {
  struct agent agent = subscribed();
  const char *own = test_path("own"), *script =
      "arg=grep -E '^(Uid|Gid|Groups|Umask|SigBlk|SigIgn|CapEff|Seccomp|NSsid|NSpgid):' /proc/self/status | tr '\\t' ' ';"
      "ulimit -Sn; ulimit -Hn; ulimit -c; nice; pwd";
  // 32 and 33 are the C library's own: it resets them for nobody, so they stay as this process was given them.
  const char *status = strstr(text_of("/proc/self/status"), "SigIgn:\t"), *ignored = format("%016lx", strtoul(status + 8, NULL, 16) & 0x180000000UL);
  CHECK(!mkdir(own, 0755) && !chown(own, 1234, 1234));
  granted(&agent, "start", "uid=1234", "gid=1235", "groups=20,30,40", "umask=027", "nice=7", "rlimit=nofile:100:200", "rlimit=core:0:0",
          format("cwd=%s", own), "env=PATH=/usr/bin:/bin", "stdout=file:out", "arg=/bin/dash", "arg=-c", script);
  CHECK_NUMBER(number(wait_event(&agent, "exit", "program"), "status"), 0);
  CHECK_TEXT(text_of(test_path("own/out")),
             format("Umask: 0027\nUid: 1234 1234 1234 1234\nGid: 1235 1235 1235 1235\nGroups: 20 30 40 \nNSpgid: 3\nNSsid: 3\n"
                    "SigBlk: 0000000000000000\nSigIgn: %s\nCapEff: 0000000000000000\nSeccomp: 0\n"
                    "100\n200\n0\n7\n%s\n", ignored, own));
}

TEST(a_user_lowers_limits_and_nice_value_and_raises_none) {
  struct agent agent = subscribed();
  struct rlimit own;
  CHECK(!getrlimit(RLIMIT_NOFILE, &own) && !chmod(test_path(""), 0777));
  granted(&agent, "start", "uid=1234", "gid=1234", "nice=-7", "rlimit=nofile:unlimited:unlimited", "rlimit=core:0:unlimited",
          "rlimit=stack:4096000:8192000", format("stdout=file:%s", test_path("user")), "env=PATH=/usr/bin:/bin", "arg=/bin/dash", "arg=-c",
          "arg=ulimit -Sn; ulimit -Hn; ulimit -Sc; ulimit -Ss; ulimit -Hs; nice");
  CHECK_NUMBER(number(wait_event(&agent, "exit", "program"), "status"), 0);
  CHECK_TEXT(text_of(test_path("user")), format("%lu\n%lu\n0\n4000\n8000\n%d\n", (unsigned long)own.rlim_max, (unsigned long)own.rlim_max,
                                                getpriority(PRIO_PROCESS, 0)));
}

TEST(the_environment_is_the_given_one) {
  struct agent agent = subscribed();
  granted(&agent, "start", "env=A=1", "env=B=two words", "arg=/usr/bin/env", "env=A_B=", format("stdout=file:%s", test_path("out")));
  wait_event(&agent, "empty", NULL);
  CHECK_TEXT(text_of(test_path("out")), "A=1\nB=two words\nA_B=\n");
}

TEST(without_wishes_the_program_is_root_in_the_root_directory) {
  struct agent agent = subscribed();
  granted(&agent, "start", "arg=/bin/dash", "arg=-c", "arg=id -u; id -G; pwd; umask; env",
          format("stdout=file:%s", test_path("out")));
  wait_event(&agent, "empty", NULL);
  CHECK_TEXT(text_of(test_path("out")), "0\n0\n/\n0022\nPWD=/\n");
}

TEST(a_program_is_searched_in_its_own_path) {
  struct agent agent = subscribed();
  write_text(test_path("tool"), "#!/bin/sh\nexit 3\n");
  CHECK(!chmod(test_path("tool"), 0755));
  granted(&agent, "start", "arg=tool", format("env=PATH=/nowhere:%s", test_path("")));
  CHECK_NUMBER(number(wait_event(&agent, "exit", "program"), "status"), 3 << 8);
}

TEST(each_step_that_fails_is_named_and_leaves_an_empty_container_and_no_event) {
  struct agent agent = subscribed();
  write_text(test_path("text"), "no program");
  static const char *const cases[][4] = {
      {"exec", "ENOENT", "arg=/nowhere/program", "uid=0"},
      {"exec", "ENOENT", "arg=nowhere", "env=PATH=/usr/bin:/bin"},
      {"exec", "EACCES", "arg=/etc/passwd", "uid=0"},
      {"exec", "EACCES", "arg=/etc", "uid=0"},
      {"cwd", "ENOENT", "arg=/bin/true", "cwd=/nowhere"},
      {"ids", "EINVAL", "arg=/bin/true", "groups=x"},
      {"stdin", "ENOENT", "arg=/bin/true", "stdin=file:/nowhere"},
      {"stdout", "ENOENT", "arg=/bin/true", "stdout=file:/nowhere/out"},
      {"rlimit", "EINVAL", "arg=/bin/true", "rlimit=nofile:2:1"},
      {"rlimit", "EINVAL", "arg=/bin/true", "rlimit=files:1:1"},
      {"rlimit", "EINVAL", "arg=/bin/true", "rlimit=nofile:1"},
      {"rlimit", "EINVAL", "arg=/bin/true", "rlimit=nofile:1:2x"},
      {"ids", "EINVAL", "arg=/bin/true", "groups=1,,2"},
      {"start", "EINVAL", "arg=/bin/true", "uid=-1"},
      {"start", "EINVAL", "arg=/bin/true", "umask=8"},
      {"start", "EINVAL", "arg=/bin/true", "nice=20"},
      {"start", "EINVAL", "arg=/bin/true", "shell=yes"},
      {"start", "EINVAL", "arg=/bin/true", "rows=0"},
      {"start", "EINVAL", "uid=0", "gid=0"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct message reply = refused(&agent, cases[i][1], "start", cases[i][2], cases[i][3], "env=X=1");
    CHECK_TEXT(value(reply, "operation", 0), cases[i][0]);
    struct message hello = granted(&agent, "hello");
    CHECK_TEXT(value(hello, "state", 0), "empty");
    CHECK_TEXT(value(hello, "program", 0), "0");
    CHECK(value(hello, "stream", 0) == NULL);
  }
  CHECK_NUMBER(agent.event_count, 0);
  CHECK_TEXT(value(granted(&agent, "start", "arg=/bin/true"), "program", 0), "3");
}

TEST(a_start_that_hangs_is_given_up) {
  struct agent agent = subscribed();
  const char *fifo = test_path("fifo");
  CHECK(!mkfifo(fifo, 0600));
  refused(&agent, "ETIMEDOUT", "start", "arg=/bin/true", format("stdin=file:%s", fifo));
  CHECK_TEXT(value(granted(&agent, "hello"), "state", 0), "empty");
  granted(&agent, "start", "arg=/bin/true");
}
