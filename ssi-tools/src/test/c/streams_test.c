/* Tests what the client does with the streams of a program in the foreground. */
#include "runner.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

enum { WINDOW = 256 * 1024, MOST = 128 * 1024 };

static int listener;
static int connection;
static struct client client;
static unsigned char payload[MOST + 1];
static size_t length;
static char complaint[1024];

static void start_run(void (*prepare)(void)) {
  listener = listen_as("default", "node1.sock");
  client = start_as("ssi", prepare, (const char *[]){"run", "--", "prog", NULL});
  connection = agent_accept(listener, 2, "node1");
  struct request request;
  CHECK(agent_request(connection, &request));
  close_request(&request);
}

static void attach_as(void (*prepare)(void), bool terminal) {
  start_run(prepare);
  agent_say_attached(connection, terminal);
}

static void attach(void) { attach_as(NULL, false); }

static int end(void) {
  int status = finish(&client, complaint, sizeof complaint);
  close(connection);
  close(listener);
  return status;
}

static void say_room(unsigned stream, uint32_t bytes) {
  unsigned char room[5] = {(unsigned char)stream, (unsigned char)(bytes >> 24),
                           (unsigned char)(bytes >> 16), (unsigned char)(bytes >> 8),
                           (unsigned char)bytes};
  agent_say(connection, 'A', room, sizeof room);
}

static void say_data(unsigned stream, size_t bytes) {
  memset(payload, 'x', sizeof payload);
  payload[0] = (unsigned char)stream;
  agent_say(connection, 'D', payload, bytes + 1);
}

/* Reads so many bytes of a stream of the client. */
static bool comes(int fd, size_t bytes) {
  char buffer[4096];
  struct pollfd ready = {.fd = fd, .events = POLLIN};
  while (bytes > 0 && poll(&ready, 1, 10000) == 1) {
    ssize_t n = read(fd, buffer, bytes < sizeof buffer ? bytes : sizeof buffer);
    if (n <= 0) {
      return false;
    }
    bytes -= (size_t)n;
  }
  return bytes == 0;
}

static bool nothing_comes(int fd) {
  return poll(&(struct pollfd){.fd = fd, .events = POLLIN}, 1, 200) == 0;
}

static void carries_input_and_its_end(void) {
  attach();
  CHECK(write(client.in, "a\0b", 3) == 3);
  CHECK(agent_data(connection, payload, &length) == 'D');
  CHECK(length == 4 && memcmp(payload, "\0a\0b", 4) == 0);
  close(client.in);
  CHECK(agent_data(connection, payload, &length) == 'E' && length == 1 && payload[0] == 0);
  agent_say_exit(connection, 0, 0);
  CHECK(end() == 0);
}

static void writes_everything_before_it_ends(void) {
  attach();
  for (int i = 0; i < WINDOW / MOST; i++) {
    say_data(1, MOST);
  }
  say_data(2, 3);
  agent_say_exit(connection, 0, 5);
  CHECK(comes(client.out, WINDOW));
  CHECK(end() == 5);
  CHECK(strcmp(complaint, "xxx") == 0);
}

static void gives_room_for_what_was_taken(void) {
  attach();
  for (int i = 0; i < WINDOW / MOST; i++) {
    say_data(1, MOST);
  }
  CHECK(comes(client.out, WINDOW));
  uint32_t room = 0;
  while (room + MOST <= WINDOW && agent_frame(connection, payload, &length) == 'A') {
    CHECK(length == 5 && payload[0] == 1);
    room += (uint32_t)payload[1] << 24 | (uint32_t)payload[2] << 16 | (uint32_t)payload[3] << 8 |
            payload[4];
  }
  CHECK(room <= WINDOW && room + MOST > WINDOW);
  agent_say_exit(connection, 0, 0);
  CHECK(end() == 0);
}

static void says_at_once_what_was_taken(void) {
  attach();
  say_data(1, 10);
  CHECK(comes(client.out, 10));
  CHECK(agent_frame(connection, payload, &length) == 'A' && length == 5);
  CHECK(payload[0] == 1 && payload[4] == 10);
  agent_say_exit(connection, 0, 0);
  CHECK(end() == 0);
}

static void sends_no_more_input_than_there_is_room_for(void) {
  attach();
  fcntl(client.in, F_SETFL, O_NONBLOCK);
  static char block[4096];
  size_t written = 0;
  size_t sent = 0;
  struct pollfd ready[] = {{.fd = client.in, .events = POLLOUT},
                           {.fd = connection, .events = POLLIN}};
  while (poll(ready, 2, 500) > 0) {
    if (ready[0].revents) {
      ssize_t n = write(client.in, block, sizeof block);
      written += n > 0 ? (size_t)n : 0;
    }
    if (ready[1].revents && agent_data(connection, payload, &length) == 'D') {
      sent += length - 1;
    }
  }
  CHECK(sent == WINDOW && written <= WINDOW + 65536);
  say_room(0, 10);
  CHECK(agent_data(connection, payload, &length) == 'D' && length == 11);
  agent_say_exit(connection, 0, 0);
  CHECK(end() == 0);
}

static void says_that_nobody_reads_its_output(void) {
  attach();
  close(client.out);
  client.out = open("/dev/null", O_RDONLY | O_CLOEXEC);
  say_data(1, 10);
  CHECK(agent_frame(connection, payload, &length) == 'C' && length == 1 && payload[0] == 1);
  say_data(1, 10); /* That was on its way. */
  agent_say_exit(connection, 1, SIGPIPE);
  CHECK(end() == 128 + SIGPIPE);
}

static void lets_go_of_input_that_nobody_takes(void) {
  attach();
  agent_say(connection, 'C', &(unsigned char){0}, 1);
  struct pollfd gone = {.fd = client.in, .events = 0};
  CHECK(poll(&gone, 1, 10000) == 1 && gone.revents & POLLERR);
  agent_say_exit(connection, 0, 0);
  CHECK(end() == 0);
}

static void an_interrupt_ends_what_waits_for_a_reader_after_the_end(void) {
  attach();
  for (int i = 0; i < WINDOW / MOST; i++) {
    say_data(1, MOST);
  }
  agent_say_exit(connection, 0, 4);
  CHECK(nothing_comes(client.err));
  kill(client.pid, SIGINT);
  CHECK(end() == 4);
}

static void leaves_an_agent_that_talks_nonsense(void) {
  attach();
  /* A pipe takes less than one of them; what follows the breach might not fit into the socket. */
  for (int i = 0; i < WINDOW / MOST + 1; i++) {
    say_data(1, MOST);
  }
  int status;
  CHECK(comes(client.err, 10));
  comes(client.out, WINDOW);
  status = end();
  CHECK(status == 1);
}

static void forwards_what_only_programs_understand(void) {
  attach();
  CHECK(write(client.in, "x", 1) == 1);
  CHECK(agent_data(connection, payload, &length) == 'D');
  kill(client.pid, SIGUSR1);
  CHECK(next_signal(connection) == SIGUSR1);
  agent_say_exit(connection, 1, SIGUSR1);
  CHECK(end() == 128 + SIGUSR1);
}

static int master;
static int slave;

static void on_terminal(void) {
  setsid();
  ioctl(slave, TIOCSCTTY, 0);
  dup2(slave, 0);
  dup2(slave, 1);
}

static bool is_raw(void) {
  struct termios settings;
  return tcgetattr(slave, &settings) == 0 && !(settings.c_lflag & (ICANON | ECHO | ISIG));
}

static bool becomes(bool raw) {
  for (int tenths = 0; tenths < 100; tenths++) {
    if (is_raw() == raw) {
      return true;
    }
    poll(NULL, 0, 100);
  }
  return false;
}

static void open_terminal(void) {
  struct winsize size = {.ws_row = 33, .ws_col = 99};
  CHECK(openpty(&master, &slave, NULL, NULL, &size) == 0);
  fcntl(master, F_SETFD, FD_CLOEXEC);
  start_run(on_terminal);
}

static void attach_terminal(void) {
  open_terminal();
  agent_say_attached(connection, true);
  CHECK(agent_frame(connection, payload, &length) == 'W' && length == 4);
  CHECK(payload[1] == 33 && payload[3] == 99);
  CHECK(becomes(true));
}

static void end_terminal(int status) {
  CHECK(end() == status);
  CHECK(becomes(false));
  close(master);
  close(slave);
}

static void a_terminal_passes_everything_on_and_is_given_back(void) {
  attach_terminal();
  CHECK(write(master, "\x03", 1) == 1);
  CHECK(agent_data(connection, payload, &length) == 'D' && length == 2 && payload[1] == 3);
  struct winsize size = {.ws_row = 10, .ws_col = 20};
  ioctl(master, TIOCSWINSZ, &size);
  CHECK(agent_frame(connection, payload, &length) == 'W' && payload[1] == 10 && payload[3] == 20);
  agent_say_exit(connection, 0, 0);
  end_terminal(0);
}

static bool typed(const char *keys, const char *sent) {
  return write(master, keys, strlen(keys)) == (ssize_t)strlen(keys) &&
         agent_data(connection, payload, &length) == 'D' && length == strlen(sent) + 1 &&
         memcmp(payload + 1, sent, length - 1) == 0;
}

static void keys_detach_from_a_terminal(void) {
  attach_terminal();
  CHECK(typed("a~d~\r", "a~d~\r"));
  CHECK(typed("~~d\r", "~d\r"));
  CHECK(typed("~x\r", "~x\r"));
  CHECK(write(master, "~", 1) == 1);
  CHECK(write(master, "d", 1) == 1);
  CHECK(agent_frame(connection, payload, &length) == 'T' && length == 0);
  agent_say_exit(connection, 0, 0);
  end_terminal(0);
  CHECK(strstr(complaint, "detached; the program goes on"));
}

static void a_terminal_is_given_back_when_the_agent_dies(void) {
  attach_terminal();
  close(connection);
  connection = open("/dev/null", O_RDONLY | O_CLOEXEC);
  end_terminal(1);
  CHECK(strstr(complaint, "the program goes on in the background"));
}

static void a_terminal_is_given_back_while_stopped(void) {
  attach_terminal();
  kill(client.pid, SIGTSTP);
  CHECK(next_signal(connection) == SIGTSTP);
  int status;
  CHECK(waitpid(client.pid, &status, WUNTRACED) == client.pid && WIFSTOPPED(status));
  CHECK(!is_raw());
  kill(client.pid, SIGCONT);
  CHECK(next_signal(connection) == SIGCONT);
  CHECK(becomes(true));
  agent_say_exit(connection, 0, 0);
  end_terminal(0);
}

static bool has_keys(void) {
  struct termios settings;
  return tcgetattr(slave, &settings) == 0 && !(settings.c_lflag & (ICANON | ECHO)) &&
         (settings.c_lflag & ISIG);
}

static void attach_screen(void) {
  open_terminal();
  agent_say_screen(connection, "BYE");
  CHECK(agent_frame(connection, payload, &length) == 'W' && length == 4);
  CHECK(has_keys());
  say_data(1, 3);
}

/* What the terminal was shown next. */
static bool shown(const char *text) {
  char bytes[64];
  size_t got = 0;
  struct pollfd ready = {.fd = master, .events = POLLIN};
  while (got < strlen(text) && poll(&ready, 1, 10000) == 1) {
    ssize_t n = read(master, bytes + got, strlen(text) - got);
    if (n <= 0) {
      return false;
    }
    got += (size_t)n;
  }
  return got == strlen(text) && memcmp(bytes, text, got) == 0;
}

static void a_screen_is_taken_away_before_the_agent_goes_on(void) {
  attach_screen();
  CHECK(agent_data(connection, payload, &length) == 'A');
  CHECK(typed("~d\r", "~d\r"));
  agent_say(connection, 'E', "\1", 1);
  CHECK(agent_frame(connection, payload, &length) == 'C' && payload[0] == 1);
  CHECK(shown("xxxBYE") && !has_keys());
  agent_say_exit(connection, 0, 0);
  end_terminal(0);
}

static void a_screen_leaves_the_keys_for_signals_alone(void) {
  attach_screen();
  CHECK(agent_data(connection, payload, &length) == 'A');
  CHECK(write(master, "\x03", 1) == 1);
  CHECK(next_signal(connection) == SIGINT);
  CHECK(write(master, "\x1a", 1) == 1);
  CHECK(next_signal(connection) == SIGTSTP);
  int status;
  CHECK(waitpid(client.pid, &status, WUNTRACED) == client.pid && WIFSTOPPED(status));
  CHECK(shown("xxxBYE") && !has_keys());
  kill(client.pid, SIGCONT);
  CHECK(next_signal(connection) == SIGCONT);
  CHECK(has_keys());
  agent_say_exit(connection, 0, 0);
  CHECK(shown("BYE"));
  end_terminal(0);
}

static void a_screen_is_taken_away_when_the_agent_dies(void) {
  attach_screen();
  close(connection);
  connection = open("/dev/null", O_RDONLY | O_CLOEXEC);
  CHECK(shown("xxxBYE"));
  end_terminal(1);
  CHECK(strstr(complaint, "the agent of node1 ended, and with it 'run'"));
}

static void a_screen_is_left_at_the_third_signal(void) {
  attach_screen();
  for (int i = 0; i < 3; i++) {
    kill(client.pid, SIGINT);
    poll(NULL, 0, 50);
  }
  CHECK(shown("xxxBYE"));
  end_terminal(128 + SIGINT);
}

static const struct test tests[] = {
#define TEST(name) {#name, name}
    TEST(carries_input_and_its_end),
    TEST(writes_everything_before_it_ends),
    TEST(gives_room_for_what_was_taken),
    TEST(says_at_once_what_was_taken),
    TEST(sends_no_more_input_than_there_is_room_for),
    TEST(says_that_nobody_reads_its_output),
    TEST(lets_go_of_input_that_nobody_takes),
    TEST(an_interrupt_ends_what_waits_for_a_reader_after_the_end),
    TEST(leaves_an_agent_that_talks_nonsense),
    TEST(forwards_what_only_programs_understand),
    TEST(a_terminal_passes_everything_on_and_is_given_back),
    TEST(keys_detach_from_a_terminal),
    TEST(a_terminal_is_given_back_when_the_agent_dies),
    TEST(a_terminal_is_given_back_while_stopped),
    TEST(a_screen_is_taken_away_before_the_agent_goes_on),
    TEST(a_screen_leaves_the_keys_for_signals_alone),
    TEST(a_screen_is_taken_away_when_the_agent_dies),
    TEST(a_screen_is_left_at_the_third_signal),
};

int main(int argc, char **argv) {
  return run_tests(argc, argv, tests, sizeof tests / sizeof *tests);
}
