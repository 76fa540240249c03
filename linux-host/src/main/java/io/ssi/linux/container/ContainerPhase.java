package io.ssi.linux.container;

import java.util.Locale;
import java.util.Optional;

/** What a keeper says about its container: docs/keeper-protocol.md, section 3. */
public enum ContainerPhase {
  /** Nothing was started, or a start or a restore failed. */
  EMPTY,
  /** A restore was announced; CRIU has not handed the tree over yet. */
  EXPECTED,
  /** The reaper lives; the program may have ended while descendants live on. */
  RUNNING,
  /** The reaper and all descendants are gone. */
  ENDED;

  static Optional<ContainerPhase> ofWord(String word) {
    for (ContainerPhase phase : values()) {
      if (phase.name().toLowerCase(Locale.ROOT).equals(word)) {
        return Optional.of(phase);
      }
    }
    return Optional.empty();
  }
}
