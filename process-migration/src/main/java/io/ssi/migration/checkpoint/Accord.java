package io.ssi.migration.checkpoint;

import io.ssi.migration.Checkpoint;
import io.ssi.migration.CheckpointId;
import io.ssi.migration.VersionParts;
import io.ssi.migration.container.MovingContainer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a checkpoint of one container agrees on with those of the other containers of its
 * application: all stand still before any is dumped, none goes on before all are dumped, and all
 * are kept or none. The methods are called in their order here, each once, on the thread that takes
 * the checkpoint; they block until the others have come as far. What one throws ends the
 * checkpoint.
 */
public interface Accord {

  /** Of an application with one container. */
  Accord ALONE = new Accord() {};

  /**
   * Takes a number for the version.
   *
   * @param index where numbers are taken
   * @param application the container
   * @param draft makes a line without holders for an id
   * @return the line that stands in the index now
   */
  default Checkpoint reserve(
      CheckpointIndex index, int application, Function<CheckpointId, Checkpoint> draft) {
    return index.reserve(application, draft);
  }

  /**
   * Makes the container stand still, if others have to before it is dumped.
   *
   * @param container what is dumped next
   * @return the control group in which it stands still; empty if it runs
   */
  default Optional<Path> standStill(MovingContainer container) {
    return container.freezer();
  }

  /** It is dumped; returns when it may go on. */
  default void dumped() {}

  /**
   * The opposite of {@link #standStill}, also when something has failed.
   *
   * @param container which may run
   */
  default void goOn(MovingContainer container) {}

  /**
   * What other versions belong to it.
   *
   * @return for its manifest
   */
  default VersionParts parts() {
    return VersionParts.NONE;
  }

  /** Its pages are on the disk. */
  default void stored() {}

  /**
   * It is whole on this node. Decides that it is kept, with all that belongs to it, where that is
   * for this one to decide.
   *
   * @param id which
   * @return whether that is decided, and cannot be undone by any failure
   */
  default boolean decide(CheckpointId id) {
    return false;
  }

  /**
   * It is in the index; returns when it is decided that it is kept.
   *
   * @param line as it is listed
   */
  default void listed(Checkpoint line) {}
}
