package io.ssi.migration;

import io.ssi.membership.NodeId;
import io.ssi.pid.ApplicationId;
import java.time.Duration;
import java.util.List;

/**
 * What a finished migration did.
 *
 * @param application what moved
 * @param from where it ran
 * @param to where it runs
 * @param processes how many processes moved
 * @param bytes size of the image that went to the target
 * @param downtime from the request to freeze until the target said that the copy runs; never less
 *     than what the program saw
 * @param total the whole migration
 * @param phases the phases in order
 */
public record MigrationReport(
    ApplicationId application,
    NodeId from,
    NodeId to,
    int processes,
    long bytes,
    Duration downtime,
    Duration total,
    List<PhaseTime> phases) {

  /** Takes a copy of the list. */
  public MigrationReport {
    phases = List.copyOf(phases);
  }
}
