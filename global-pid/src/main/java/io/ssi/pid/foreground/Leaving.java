package io.ssi.pid.foreground;

/** What becomes of a program whose caller is gone. */
enum Leaving {
  /** Its input ends and it gets SIGHUP, or its terminal is hung up. */
  HANG_UP,
  /** Its input ends and it goes on. */
  END_INPUT,
  /** It goes on and waits for the next who attaches to it. */
  STAY
}
