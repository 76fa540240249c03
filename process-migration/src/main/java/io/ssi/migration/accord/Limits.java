package io.ssi.migration.accord;

import java.time.Duration;

/**
 * How long one side waits for the other.
 *
 * @param join until a container's node has looked whether it can be saved
 * @param still until a container stands still, and how long it does before the dump is ordered
 * @param dump until all are dumped
 * @param store until all are stored on two nodes
 * @param decided until a node has heard of the decision; it will find out by itself, too
 */
record Limits(Duration join, Duration still, Duration dump, Duration store, Duration decided) {
  static final Limits STANDARD =
      new Limits(
          Duration.ofSeconds(20),
          Duration.ofSeconds(15),
          Duration.ofMinutes(15),
          Duration.ofHours(2),
          Duration.ofSeconds(30));
}
