/* The caller's terminal while a program on some node has one of its own. */
#include "client.h"

#include <termios.h>
#include <unistd.h>

static struct termios before;
static bool raw;

void terminal_raw(void) {
  struct termios settings;
  if (!raw && tcgetattr(STDIN_FILENO, &before) == 0) {
    settings = before;
    cfmakeraw(&settings);
    raw = tcsetattr(STDIN_FILENO, TCSADRAIN, &settings) == 0;
  }
}

void terminal_restore(void) {
  if (raw) {
    raw = false;
    /* From the background this would stop us, with the terminal somebody else's anyway. */
    tcsetattr(STDIN_FILENO, TCSADRAIN, &before);
  }
}
