// Agents that come, go, stall, and talk nonsense.
#include "harness.h"

#include <time.h>

TEST(eight_agents_are_served_and_a_ninth_as_soon_as_one_has_gone) {
  struct container container = container_launch("socket", NULL, NULL);
  struct agent agents[9];
  for (int i = 0; i < 9; i++) agents[i] = agent_connect(container);
  for (int i = 0; i < 8; i++) granted(&agents[i], "subscribe");
  agent_send(&agents[8], NULL, 0, (const char *const[]){"subscribe", NULL});
  agent_gone(&agents[3]);
  CHECK_TEXT(first(agent_receive(&agents[8])), "ok");
  granted(&agents[0], "criu", "arg=/bin/true");
  for (int i = 0; i < 9; i++)
    if (i != 3) wait_event(&agents[i], "exit", "worker");
}

TEST(an_agent_that_never_reads_is_dropped_and_hinders_nobody) {
  struct container container = container_launch("socket", NULL, NULL);
  struct agent stalled = agent_connect(container), agent = agent_connect(container);
  granted(&stalled, "subscribe");
  granted(&agent, "subscribe");
  for (int i = 0; i < 1000; i++) {
    granted(&agent, "criu", "arg=/bin/true");
    wait_event(&agent, "exit", "worker");
  }
  int events = 0;
  while (agent_receive(&stalled).bytes) events++;
  CHECK(events > 100 && events < 1000);
}

TEST(events_reach_only_who_subscribed) {
  struct container container = container_launch("socket", NULL, NULL);
  struct agent quiet = agent_connect(container), agent = agent_connect(container);
  granted(&agent, "subscribe");
  granted(&agent, "criu", "arg=/bin/true");
  wait_event(&agent, "exit", "worker");
  agent_send(&quiet, NULL, 0, (const char *const[]){"hello", NULL});
  CHECK_TEXT(first(agent_receive(&quiet)), "ok");
}

TEST(the_socket_tells_the_keepers_pid_and_is_for_its_owner_only) {
  struct container container = container_launch("socket", NULL, NULL);
  struct agent agent = agent_connect(container);
  struct { pid_t pid; uid_t uid; gid_t gid; } peer;
  struct stat status;
  CHECK(!getsockopt(agent.fd, SOL_SOCKET, SO_PEERCRED, &peer, &(socklen_t){sizeof peer}));
  CHECK_NUMBER(peer.pid, container.keeper);
  CHECK(!stat(container.socket, &status) && (status.st_mode & 0777) == 0600);
}

static int launch_status(const char *const *arguments) {
  pid_t launcher = fork();
  if (launcher == 0) {
    int null = open("/dev/null", O_RDWR);
    dup2(null, 1);
    dup2(null, 2);
    execv(keeper_program(), (char **)arguments);
    _exit(127);
  }
  int status;
  CHECK(waitpid(launcher, &status, 0) == launcher);
  return WEXITSTATUS(status);
}

TEST(launching_wrongly_fails_and_leaves_nothing) {
  struct container container = container_launch("socket", NULL, NULL);
#define LAUNCH(...) launch_status((const char *const[]){"ssi-keeper", __VA_ARGS__, NULL})
  CHECK_NUMBER(LAUNCH("launch", "--socket", container.socket, "--number", "18"), 1);
  CHECK_NUMBER(LAUNCH("launch", "--socket", "/nowhere/socket", "--number", "18"), 1);
  CHECK_NUMBER(LAUNCH("launch", "--socket", "relative", "--number", "18"), 2);
  CHECK_NUMBER(LAUNCH("launch", "--socket", test_path("other"), "--number", "0"), 2);
  CHECK_NUMBER(LAUNCH("launch", "--socket", test_path("other"), "--number", "32768"), 2);
  CHECK_NUMBER(LAUNCH("launch", "--socket", test_path("other"), "--number", "18x"), 2);
  CHECK_NUMBER(LAUNCH("launch", "--socket", test_path("other")), 2);
  CHECK_NUMBER(LAUNCH("launch", "--socket", test_path("other"), "--number", "18", "more"), 2);
  CHECK_NUMBER(LAUNCH("unknown"), 2);
  CHECK_NUMBER(LAUNCH("--help"), 0);
  CHECK(access(test_path("other"), F_OK) && errno == ENOENT);
  struct agent agent = agent_connect(container);
  CHECK_TEXT(value(granted(&agent, "hello"), "container", 0), "17");
}

static bool is_gone(void *pid) {
  const char *stat = text_of(format("/proc/%d/stat", *(int *)pid));
  return !*stat || strstr(stat, ") Z ");
}

TEST(a_dismissed_keeper_leaves_nothing_and_its_place_can_be_taken) {
  struct container container = container_launch("socket", NULL, NULL);
  struct agent agent = agent_connect(container);
  granted(&agent, "start", "arg=/bin/sleep", "arg=60");
  refused(&agent, "EBUSY", "dismiss");
  granted(&agent, "dismiss", "force=yes");
  CHECK_TEXT(first(agent_receive(&agent)), "(connection closed)");
  CHECK(access(container.socket, F_OK) && errno == ENOENT);
  CHECK(eventually(is_gone, &container.keeper));
  container = container_launch("socket", NULL, NULL);
  CHECK(!kill(container.keeper, SIGKILL) && eventually(is_gone, &container.keeper));
  agent = agent_connect(container_launch("socket", NULL, NULL));
  granted(&agent, "hello");
}

static void send_raw(struct agent *agent, const void *bytes, size_t length) {
  CHECK(send(agent->fd, bytes, length, MSG_NOSIGNAL) == (ssize_t)length);
}

TEST(malformed_frames_are_refused_by_name) {
  struct container container = container_launch("socket", NULL, NULL);
  struct agent agent = agent_connect(container);
  send_raw(&agent, "\0\0\0\0", 4);
  must_be_refused(agent_receive(&agent), "EMSGSIZE", __FILE__, __LINE__);
  CHECK_TEXT(first(agent_receive(&agent)), "(connection closed)");
  agent = agent_connect(container);
  send_raw(&agent, "\1\0\100\0", 4);
  must_be_refused(agent_receive(&agent), "EMSGSIZE", __FILE__, __LINE__);
  agent = agent_connect(container);
  send_raw(&agent, "\5\0\0\0hello", 9);
  must_be_refused(agent_receive(&agent), "EBADMSG", __FILE__, __LINE__);
  refused(&agent, "ENOSYS", "helo");
  refused(&agent, "ENOSYS", "");
  refused(&agent, "EINVAL", "hello", "key=value");
  refused(&agent, "EINVAL", "cursor", "set");
  refused(&agent, "EINVAL", "cursor", "");
  refused(&agent, "EPROTO", "criu", "fds=1", "arg=/bin/true");
  send_raw(&agent, "\6\0\0\0hel", 7);
  send_raw(&agent, "lo\0\6\0", 5);
  CHECK_TEXT(first(agent_receive(&agent)), "ok");
  send_raw(&agent, "\0\0hello\0\6\0\0\0hello\0", 18);
  CHECK_TEXT(first(agent_receive(&agent)), "ok");
  CHECK_TEXT(first(agent_receive(&agent)), "ok");
}

TEST(a_request_as_large_as_allowed_is_served) {
  struct agent agent = agent_connect(container_launch("socket", NULL, NULL));
  uint32_t length = 4 << 20;
  char *frame = calloc(1, 4 + length);
  memcpy(frame, &length, 4);
  send_raw(&agent, frame, 4 + length);
  must_be_refused(agent_receive(&agent), "EBADMSG", __FILE__, __LINE__);
  memset(frame + 4, 'x', length - 1);
  memcpy(frame + 4, "start\0arg=/bin/sh\0env=", 22);
  send_raw(&agent, frame, 4 + length);
  must_be_refused(agent_receive(&agent), "E2BIG", __FILE__, __LINE__);
  granted(&agent, "start", "arg=/bin/true");
}

TEST(descriptors_that_no_frame_claims_end_the_connection) {
  struct container container = container_launch("socket", NULL, NULL);
  struct agent agent = agent_connect(container);
  int null = open("/dev/null", O_RDONLY), many[16];
  for (int i = 0; i < 16; i++) many[i] = null;
  agent_send(&agent, &null, 1, (const char *const[]){"hello", NULL});
  CHECK_TEXT(first(agent_receive(&agent)), "ok");
  CHECK_TEXT(first(agent_receive(&agent)), "(connection closed)");
  agent = agent_connect(container);
  CHECK_TEXT(first(ask_with(&agent, many, 16, "criu", "fds=16", "arg=/bin/true")), "ok");
  agent_send(&agent, many, 16, (const char *const[]){"status", NULL});
  agent_receive(&agent);
  CHECK_TEXT(first(agent_receive(&agent)), "(connection closed)");
}

// A generator that gives the same numbers everywhere: xorshift64*.
static uint64_t seed;
static uint32_t chance(uint32_t below) {
  seed ^= seed >> 12;
  seed ^= seed << 25;
  seed ^= seed >> 27;
  return (uint32_t)((seed * 2685821657736338717ULL) >> 33) % below;
}

static size_t nonsense(char *bytes) {
  static const char *const words[] = {"hello", "start", "arg=/bin/true", "arg=", "env=A=", "uid=1", "uid=99999999999999999999", "fds=3",
      "fds=-1", "criu", "streams", "status", "pid=3", "pid=", "signal", "signal=0", "all=yes", "pgid=2147483648", "cursor", "set=3",
      "expect", "program=3", "status=70000", "adopt", "stream=pty", "close", "stream=stdin", "window", "rows=1", "columns=65536",
      "freeze", "thaw", "kill", "timeout=1", "rlimit=nofile:1:1", "rlimit=:::", "groups=,", "groups=1,2,", "cwd=", "stdin=pty",
      "stdout=pipe", "stderr=file:", "umask=-0", "nice=-", "subscribe", "log=/", "cgroup=/", "=", "==", "a"};
  size_t length = 4;
  for (uint32_t i = chance(6); i < 6; i++) {
    const char *word = words[chance(sizeof words / sizeof *words)];
    memcpy(bytes + length, word, strlen(word) + 1);
    length += strlen(word) + 1;
  }
  uint32_t payload = (uint32_t)length - 4;
  memcpy(bytes, &payload, 4);
  if (chance(3) == 0)
    for (uint32_t i = chance(4); i < 4; i++) bytes[chance((uint32_t)length)] = (char)chance(256);
  return length;
}

TEST(nonsense_never_harms_the_keeper) {
  const char *given = getenv("SSI_SEED");
  struct container container = container_launch("socket", NULL, NULL);
  seed = given ? strtoull(given, NULL, 0) : (uint64_t)time(NULL) * 2654435761U + (uint64_t)getpid();
  uint64_t start = seed;
  int null = open("/dev/null", O_RDONLY);
  for (int i = 0; i < 400; i++) {
    struct agent agent = agent_connect(container);
    char bytes[4096];
    for (uint32_t k = chance(20); k < 20; k++) {
      size_t length = nonsense(bytes);
      int fds[16], count = chance(8) ? 0 : (int)chance(16);
      for (int fd = 0; fd < count; fd++) fds[fd] = null;
      union { struct cmsghdr header; char bytes[CMSG_SPACE(64)]; } control = {0};
      struct iovec part = {.iov_base = bytes, .iov_len = length};
      struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};
      if (count) {
        control.header = (struct cmsghdr){.cmsg_level = SOL_SOCKET, .cmsg_type = SCM_RIGHTS, .cmsg_len = CMSG_LEN((size_t)count * 4)};
        memcpy(CMSG_DATA(&control.header), fds, (size_t)count * 4);
        message.msg_control = &control;
        message.msg_controllen = CMSG_SPACE((size_t)count * 4);
      }
      if (sendmsg(agent.fd, &message, MSG_NOSIGNAL | MSG_DONTWAIT) < 0) break;
    }
    agent_gone(&agent);
    if (i % 20) continue;
    struct agent sane = agent_connect(container);
    struct message hello = ask(&sane, "hello");
    check(!strcmp(first(hello), "ok"), __FILE__, __LINE__, "alive", format("seed=%llu", (unsigned long long)start));
    agent_gone(&sane);
  }
  struct agent agent = agent_connect(container);
  struct message killed = ask(&agent, "kill");
  check(!strcmp(first(killed), "ok"), __FILE__, __LINE__, "alive", format("seed=%llu", (unsigned long long)start));
}
