package io.ssi.migration;

import io.ssi.membership.NodeId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/**
 * A line of the index: one version of one application and who holds it. A line without holders is a
 * number that is taken while its checkpoint is being written.
 *
 * @param id application and version
 * @param description what the user said about it
 * @param created when the application stood still for it
 * @param command what runs in it
 * @param ownerUid whose it is
 * @param bytes size of the image
 * @param storedBytes what it takes on one holder
 * @param processes how many processes are in it
 * @param frozen how long the application stood still
 * @param holders the nodes that have it whole
 * @param parts what other versions belong to it
 */
public record Checkpoint(
    CheckpointId id,
    String description,
    Instant created,
    String command,
    int ownerUid,
    long bytes,
    long storedBytes,
    int processes,
    Duration frozen,
    NavigableSet<NodeId> holders,
    VersionParts parts) {

  /** Takes a copy of the set. */
  public Checkpoint {
    holders = Collections.unmodifiableNavigableSet(new TreeSet<>(holders));
  }

  /**
   * Of an application with one container.
   *
   * @param id application and version
   * @param description what the user said about it
   * @param created when the application stood still for it
   * @param command what runs in it
   * @param ownerUid whose it is
   * @param bytes size of the image
   * @param storedBytes what it takes on one holder
   * @param processes how many processes are in it
   * @param frozen how long the application stood still
   * @param holders the nodes that have it whole
   */
  public Checkpoint(
      CheckpointId id,
      String description,
      Instant created,
      String command,
      int ownerUid,
      long bytes,
      long storedBytes,
      int processes,
      Duration frozen,
      NavigableSet<NodeId> holders) {
    this(
        id,
        description,
        created,
        command,
        ownerUid,
        bytes,
        storedBytes,
        processes,
        frozen,
        holders,
        VersionParts.NONE);
  }

  /**
   * The same version with one more holder.
   *
   * @param holder a node that has it whole
   * @return the changed line
   */
  public Checkpoint withHolder(NodeId holder) {
    TreeSet<NodeId> all = new TreeSet<>(holders);
    all.add(holder);
    return withHolders(all);
  }

  /**
   * The same version without a holder.
   *
   * @param holder a node that does not have it any more
   * @return the changed line
   */
  public Checkpoint withoutHolder(NodeId holder) {
    TreeSet<NodeId> rest = new TreeSet<>(holders);
    rest.remove(holder);
    return withHolders(rest);
  }

  /**
   * The same version with other holders.
   *
   * @param newHolders the nodes that have it whole
   * @return the changed line
   */
  public Checkpoint withHolders(NavigableSet<NodeId> newHolders) {
    return new Checkpoint(
        id,
        description,
        created,
        command,
        ownerUid,
        bytes,
        storedBytes,
        processes,
        frozen,
        newHolders,
        parts);
  }

  /**
   * The same version under another number, without holders.
   *
   * @param newId its number
   * @return the changed line
   */
  public Checkpoint withId(CheckpointId newId) {
    return new Checkpoint(
        newId,
        description,
        created,
        command,
        ownerUid,
        bytes,
        storedBytes,
        processes,
        frozen,
        new TreeSet<>(),
        parts);
  }

  /**
   * Whether a line is of the same version, however it is numbered: the same standstill of the same
   * application.
   *
   * @param other a line
   * @return true if its image is the same
   */
  public boolean isSameVersion(Checkpoint other) {
    return id.application() == other.id.application()
        && created.toEpochMilli() == other.created.toEpochMilli()
        && bytes == other.bytes
        && TimeUnit.NANOSECONDS.toMicros(frozen.toNanos())
            == TimeUnit.NANOSECONDS.toMicros(other.frozen.toNanos());
  }

  /**
   * Whether it can be used.
   *
   * @return false while it is being written
   */
  public boolean isComplete() {
    return !holders.isEmpty();
  }
}
