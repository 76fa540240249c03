package io.ssi.tools.service;

import io.ssi.pid.ApplicationId;
import java.time.Instant;
import java.util.List;

/**
 * A version of a checkpoint.
 *
 * @param application whose
 * @param version from 1
 * @param description a person's words; may be empty
 * @param date when it was taken
 * @param command the application's command line
 * @param bytes size of the memory and state in it
 * @param storedBytes what it takes on the disk of one holder
 * @param holders the names of the nodes that have it
 */
public record CheckpointRow(
    ApplicationId application,
    int version,
    String description,
    Instant date,
    String command,
    long bytes,
    long storedBytes,
    List<String> holders) {

  /** Takes a copy of the list. */
  public CheckpointRow {
    holders = List.copyOf(holders);
  }
}
