package io.ssi.pid.foreground;

import io.ssi.pid.message.RunState;

/** The standard streams of a program. */
public enum RunStream {
  /** What it reads. */
  INPUT(0),
  /** What it prints; with a terminal, all that comes out of that. */
  OUTPUT(1),
  /** What it complains. */
  ERRORS(2);

  private final int number;

  RunStream(int number) {
    this.number = number;
  }

  /** The descriptor's number in the program. */
  int number() {
    return number;
  }

  /** How far it has come, if it is none that the program reads. */
  RunState.Output in(RunState state) {
    return this == ERRORS ? state.errors() : state.output();
  }

  /** Fails with IllegalArgumentException if there is none of that number. */
  static RunStream of(int number) {
    for (RunStream stream : values()) {
      if (stream.number == number) {
        return stream;
      }
    }
    throw new IllegalArgumentException("There is no standard stream " + number);
  }
}
