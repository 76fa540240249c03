package io.ssi.linux.syscall;

/** The kinds of unix(7) socket that connect. */
public enum SocketType {
  /** A stream of bytes without boundaries. */
  STREAM(1),
  /** Messages, each received as it was sent, in order. */
  SEQPACKET(5);

  private final int number;

  SocketType(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }
}
