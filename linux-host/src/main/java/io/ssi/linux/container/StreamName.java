package io.ssi.linux.container;

import java.util.Locale;
import java.util.Optional;

/** The streams of a program whose outer ends a keeper can hold. */
public enum StreamName {
  /** What the program reads; the outer end is written. */
  STDIN,
  /** What it prints; the outer end is read. */
  STDOUT,
  /** What it complains; the outer end is read. */
  STDERR,
  /** Its terminal; the outer end is the master. */
  PTY;

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<StreamName> ofWord(String word) {
    for (StreamName name : values()) {
      if (name.word().equals(word)) {
        return Optional.of(name);
      }
    }
    return Optional.empty();
  }
}
