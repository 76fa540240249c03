// Freezing and thawing, over both kinds of cgroups.
#include "harness.h"

static const char *ticks;

static bool grows(void *unused) {
  (void)unused;
  static size_t last;
  size_t before = last;
  last = strlen(text_of(ticks));
  return before && last > before;
}

static void freezes_and_thaws(const char *cgroup) {
  struct container container = container_launch("socket", cgroup, NULL);
  struct agent agent = agent_connect(container);
  ticks = test_path("ticks");
  granted(&agent, "subscribe");
  CHECK_TEXT(value(granted(&agent, "hello"), "frozen", 0), "no");
  granted(&agent, "start", "arg=/bin/sh", "arg=-c", format("arg=while :; do echo >>%s; sleep 0.001; done", ticks), "env=PATH=/usr/bin:/bin");
  CHECK(strstr(text_of(format("%s/cgroup.procs", cgroup)), format("%d\n", container.keeper)) == NULL);
  CHECK(strstr(text_of(format("%s/cgroup.procs", cgroup)), format("%d\n", child_of(container.keeper, 0))));
  CHECK(eventually(grows, NULL));
  for (int round = 0; round < 20; round++) {
    granted(&agent, "freeze");
    CHECK_TEXT(value(granted(&agent, "hello"), "frozen", 0), "yes");
    size_t length = strlen(text_of(ticks));
    usleep(5000);
    CHECK_NUMBER((long)strlen(text_of(ticks)), (long)length);
    granted(&agent, "thaw");
    CHECK_TEXT(value(granted(&agent, "hello"), "frozen", 0), "no");
    CHECK(eventually(grows, NULL));
    write_text(ticks, "\n");
  }
  granted(&agent, "freeze");
  granted(&agent, "kill");
  CHECK_NUMBER(number(wait_event(&agent, "exit", "program"), "status"), 9);
  wait_event(&agent, "empty", NULL);
  granted(&agent, "freeze");
  refused(&agent, "EBUSY", "start", "arg=/bin/true");
  granted(&agent, "thaw");
  granted(&agent, "start", "arg=/bin/true");
}

TEST(a_container_freezes_and_thaws_by_cgroup_v2) {
  const char *cgroup = cgroup_make("unified");
  if (!cgroup) cgroup = cgroup_make("");
  if (!cgroup || access(format("%s/cgroup.freeze", cgroup), F_OK)) skip("a writable cgroup v2 hierarchy");
  freezes_and_thaws(cgroup);
}

TEST(a_container_freezes_and_thaws_by_cgroup_v1) {
  const char *cgroup = cgroup_make("freezer");
  if (!cgroup) {
    printf("    no cgroup v1 freezer on this machine\n");
    return;
  }
  freezes_and_thaws(cgroup);
}

TEST(without_a_freezer_freezing_is_refused) {
  struct agent agent = agent_connect(container_launch("socket", NULL, NULL));
  refused(&agent, "EOPNOTSUPP", "freeze");
  refused(&agent, "EOPNOTSUPP", "thaw");
}

TEST(a_worker_enters_the_cgroup_that_it_is_told) {
  const char *cgroup = cgroup_make("unified");
  if (!cgroup) cgroup = cgroup_make("");
  if (!cgroup) skip("a writable cgroup hierarchy");
  struct agent agent = agent_connect(container_launch("socket", cgroup, NULL));
  granted(&agent, "subscribe");
  granted(&agent, "criu", "arg=/bin/cat", "arg=/proc/self/cgroup", format("cgroup=%s", cgroup), format("log=%s", test_path("log")));
  wait_event(&agent, "exit", "worker");
  CHECK(strstr(text_of(test_path("log")), strrchr(cgroup, '/')));
}
