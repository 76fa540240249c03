package io.ssi.pid.registry;

import io.ssi.pid.Application;
import java.util.Optional;

/** What became of a change to an application's record. */
public sealed interface UpdateResult {

  /**
   * The change was made.
   *
   * @param application the record as it is stored now
   */
  record Updated(Application application) implements UpdateResult {}

  /**
   * Somebody else changed the record first; this change was not made.
   *
   * @param current the record as it is now; empty if it was forgotten
   */
  record Conflict(Optional<Application> current) implements UpdateResult {}

  /**
   * It cannot be told whether the change was made. Nobody may act as if it was, or as if it was
   * not: read the record again later and look at its attempt and its owner.
   *
   * @param reason for people
   */
  record Unknown(String reason) implements UpdateResult {}
}
