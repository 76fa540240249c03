package io.ssi.linux.container;

import java.util.Locale;
import java.util.Optional;

/** What a process is to its keeper. */
public enum ChildRole {
  /** What a user asked for. */
  PROGRAM,
  /** Pid 2, the root of the program's tree. */
  REAPER,
  /** CRIU, or another helper that was started inside. */
  WORKER;

  static Optional<ChildRole> ofWord(String word) {
    for (ChildRole role : values()) {
      if (role.name().toLowerCase(Locale.ROOT).equals(word)) {
        return Optional.of(role);
      }
    }
    return Optional.empty();
  }
}
