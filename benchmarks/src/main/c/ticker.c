// Looks at the wall clock every millisecond and notes how long it did not run: the gap of a move, as the program sees it.
//
//   ticker MEBIBYTES FILE     FILE gets one line for each gap above 2 ms: its begin and its length, in microseconds
//
// At SIGUSR1 it changes one page in fifty, other ones each time.
//
// Every other page of the memory is random, the rest is text that compresses. CLOCK_REALTIME is the one clock that CRIU
// leaves alone: the others stand still during a move.
#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

enum { PAGE = 4096, TICK_NS = 1000000, NOTED_US = 2000 };

static int64_t now_us(void) {
  struct timespec now;
  if (clock_gettime(CLOCK_REALTIME, &now)) exit(1);
  return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static void fill(unsigned char *memory, size_t pages) {
  uint64_t state = 88172645463325252u;
  for (size_t page = 0; page < pages; page++) {
    unsigned char *here = memory + page * PAGE;
    if (page % 2) {
      for (size_t at = 0; at < PAGE; at += 16) {
        char text[17];
        snprintf(text, sizeof text, "item %09zu;\n", (page * PAGE + at) % 1000000000);
        memcpy(here + at, text, 16);
      }
      continue;
    }
    for (size_t at = 0; at < PAGE; at += sizeof state) {
      state ^= state << 13, state ^= state >> 7, state ^= state << 17;
      memcpy(here + at, &state, sizeof state);
    }
  }
}

static volatile sig_atomic_t told;

static void tell(int number) {
  (void)number;
  told = 1;
}

static void change(unsigned char *memory, size_t pages) {
  static uint64_t state = 1181783497276652981u;
  for (size_t page = 0; page < pages; page++) {
    state ^= state << 13, state ^= state >> 7, state ^= state << 17;
    if (state % 50 == 0) memcpy(memory + page * PAGE + 64, &state, sizeof state);
  }
}

int main(int argc, char **argv) {
  if (argc != 3) return 2;
  size_t bytes = (size_t)atol(argv[1]) << 20;
  unsigned char *memory = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  int file = open(argv[2], O_WRONLY | O_CREAT | O_APPEND, 0644);
  if (memory == MAP_FAILED || file < 0) return 1;
  if (signal(SIGUSR1, tell) == SIG_ERR) return 1;
  fill(memory, bytes / PAGE);
  if (dprintf(file, "ready %d\n", (int)getpid()) < 0) return 1;
  for (int64_t last = now_us();;) {
    struct timespec tick = {0, TICK_NS};
    nanosleep(&tick, NULL);
    if (told) {
      told = 0;
      change(memory, bytes / PAGE);
    }
    int64_t now = now_us();
    if (now - last > NOTED_US && dprintf(file, "%lld %lld\n", (long long)last, (long long)(now - last)) < 0) return 1;
    last = now;
  }
}
