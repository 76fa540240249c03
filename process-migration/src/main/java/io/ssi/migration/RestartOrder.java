package io.ssi.migration;

import io.ssi.membership.NodeId;
import io.ssi.pid.ApplicationId;
import java.util.List;
import java.util.Optional;

/**
 * An order to bring an application back from a checkpoint.
 *
 * @param checkpoint from which version
 * @param files what to do with files that were written after it
 * @param uid who orders it
 * @param as whether as the application that was saved, or as a new one
 * @param assumeDead a node that the caller knows to be dead
 * @param dryRun only say what would be in the way
 * @param ticket names the order, so that it can be cancelled
 * @param parts the further containers that are brought back with it
 */
public record RestartOrder(
    CheckpointId checkpoint,
    FilePolicy files,
    int uid,
    RestartAs as,
    Optional<NodeId> assumeDead,
    boolean dryRun,
    String ticket,
    List<PartPlace> parts) {

  /**
   * Where a further container is to be brought back.
   *
   * @param container its number
   * @param node the node
   */
  public record PartPlace(ApplicationId container, NodeId node) {}

  /** Takes a copy of the list. */
  public RestartOrder {
    parts = List.copyOf(parts);
  }

  /**
   * Of one container.
   *
   * @param checkpoint from which version
   * @param files what to do with files that were written after it
   * @param uid who orders it
   * @param as whether as the application that was saved, or as a new one
   * @param assumeDead a node that the caller knows to be dead
   * @param dryRun only say what would be in the way
   * @param ticket names the order
   */
  public RestartOrder(
      CheckpointId checkpoint,
      FilePolicy files,
      int uid,
      RestartAs as,
      Optional<NodeId> assumeDead,
      boolean dryRun,
      String ticket) {
    this(checkpoint, files, uid, as, assumeDead, dryRun, ticket, List.of());
  }

  /**
   * The same order for one further container.
   *
   * @param container its number
   * @return the order for its node
   */
  public RestartOrder of(ApplicationId container) {
    return new RestartOrder(
        new CheckpointId(container.value(), checkpoint.version()),
        files,
        uid,
        as,
        assumeDead,
        dryRun,
        ticket);
  }

  /**
   * The same order, with the places of further containers.
   *
   * @param places where they are to be brought back
   * @return the order
   */
  public RestartOrder with(List<PartPlace> places) {
    return new RestartOrder(checkpoint, files, uid, as, assumeDead, dryRun, ticket, places);
  }

  /** What is ordered, for errors. */
  public String attempt() {
    return as.isNew()
        ? "start a new application from version "
            + checkpoint.version()
            + " of application "
            + checkpoint.application()
        : "restart application "
            + checkpoint.application()
            + " from version "
            + checkpoint.version();
  }
}
