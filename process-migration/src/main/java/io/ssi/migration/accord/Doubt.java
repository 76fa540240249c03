package io.ssi.migration.accord;

import io.ssi.migration.CheckpointId;
import io.ssi.migration.MoveFailedException;
import io.ssi.migration.Outcome;
import io.ssi.migration.checkpoint.UndecidedVersions;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The time in which a version is on this node's disk and it is not known whether it exists. */
@FunctionalInterface
interface Doubt extends AutoCloseable {
  /** None. */
  Doubt NONE = () -> {};

  /** It is known. */
  @Override
  void close();

  /** Begins it: should this agent end, the next one asks. */
  static Doubt begin(UndecidedVersions undecided, CheckpointId id, CheckpointId whole) {
    Logger log = LoggerFactory.getLogger(Doubt.class);
    try {
      undecided.add(id, whole);
    } catch (IOException e) {
      throw new MoveFailedException(
          Outcome.ROLLED_BACK,
          "storing version " + id + " failed: " + e.getMessage() + "; the application runs on",
          e);
    }
    return () -> {
      try {
        undecided.remove(id);
      } catch (IOException e) {
        log.warn("The next agent will ask once more whether version {} exists", id, e);
      }
    };
  }
}
