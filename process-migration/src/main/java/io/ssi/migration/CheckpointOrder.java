package io.ssi.migration;

import io.ssi.pid.ApplicationId;

/**
 * An order to take a checkpoint.
 *
 * @param application of what
 * @param description what the user says about it; may be empty
 * @param endAfterwards whether the application ends when the version is whole
 * @param uid who orders it
 * @param dryRun only say what would be in the way
 * @param ticket names the order, so that it can be cancelled
 */
public record CheckpointOrder(
    ApplicationId application,
    String description,
    boolean endAfterwards,
    int uid,
    boolean dryRun,
    String ticket) {

  /**
   * The same order for one container of the application.
   *
   * @param container its number
   * @return the order for its node
   */
  public CheckpointOrder of(ApplicationId container) {
    return new CheckpointOrder(container, description, endAfterwards, uid, dryRun, ticket);
  }
}
