package io.ssi.tools.command;

import io.ssi.tools.service.CheckpointRow;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which versions of an application are not worth keeping.
 *
 * @param keep how many of the newest always stay
 * @param olderThan how old the others must be to go; empty if they go whatever their age
 */
record Retention(int keep, Optional<Duration> olderThan) {

  /** The numbers of those that go, oldest first. */
  List<Integer> expired(List<CheckpointRow> versions, Instant now) {
    List<CheckpointRow> oldestFirst =
        versions.stream().sorted(Comparator.comparingInt(CheckpointRow::version)).toList();
    return oldestFirst.subList(0, Math.max(0, oldestFirst.size() - keep)).stream()
        .filter(row -> olderThan.isEmpty() || isOlder(row, now, olderThan.get()))
        .map(CheckpointRow::version)
        .toList();
  }

  private static boolean isOlder(CheckpointRow row, Instant now, Duration age) {
    return row.date().plus(age).isBefore(now);
  }
}
