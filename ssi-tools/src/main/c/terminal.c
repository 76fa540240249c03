/* The caller's terminal while a program on some node has one of its own, or a verb shows a screen. */
#include "client.h"

#include <termios.h>
#include <unistd.h>

static struct termios before;
static bool taken;
static bool keeps_signals;
static struct buffer farewell;

void terminal_again(void) {
  struct termios settings;
  if (!taken && tcgetattr(STDIN_FILENO, &before) == 0) {
    settings = before;
    cfmakeraw(&settings);
    if (keeps_signals) {
      settings.c_lflag |= ISIG;
      settings.c_oflag = before.c_oflag;
    }
    taken = tcsetattr(STDIN_FILENO, TCSADRAIN, &settings) == 0;
  }
}

void terminal_raw(void) {
  keeps_signals = false;
  farewell.length = 0;
  terminal_again();
}

void terminal_screen(const unsigned char *bytes, size_t length) {
  keeps_signals = true;
  farewell.length = 0;
  put_bytes(&farewell, bytes, length);
  terminal_again();
}

void terminal_restore(void) {
  if (taken) {
    taken = false;
    for (size_t at = 0; at < farewell.length;) {
      ssize_t n = write(STDOUT_FILENO, farewell.bytes + at, farewell.length - at);
      if (n <= 0) {
        break;
      }
      at += (size_t)n;
    }
    /* From the background this would stop us, with the terminal somebody else's anyway. */
    tcsetattr(STDIN_FILENO, TCSADRAIN, &before);
  }
}
