package io.ssi.pid.message;

/** What becomes of a program in the foreground whose caller is gone. */
public enum Leaving {
  /** Its input ends and it gets SIGHUP, or its terminal is hung up. */
  HANG_UP,
  /** Its input ends and it goes on. */
  END_INPUT,
  /** It goes on and waits for the next who attaches to it. */
  STAY
}
