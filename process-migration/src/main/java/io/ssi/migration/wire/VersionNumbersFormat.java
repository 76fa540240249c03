package io.ssi.migration.wire;

import com.google.protobuf.InvalidProtocolBufferException;
import io.ssi.migration.VersionNumbers;
import java.util.Optional;

/** The bytes of a record of version numbers, version 1 of the schema. */
public final class VersionNumbersFormat {
  private static final int SCHEMA = 1;

  private VersionNumbersFormat() {}

  /**
   * Writes a record.
   *
   * @param numbers the record
   * @return equal bytes for equal records
   */
  public static byte[] encode(VersionNumbers numbers) {
    VersionNumbersEntry.Builder entry =
        VersionNumbersEntry.newBuilder()
            .setSchema(SCHEMA)
            .setHighest(numbers.highest())
            .setWoken(numbers.woken());
    numbers
        .sleep()
        .ifPresent(last ->
            entry.setSleep(
                VersionSleep.newBuilder()
                    .setVersion(last.version())
                    .setNode(last.node())
                    .setStill(last.still())));
    numbers
        .removed()
        .forEach(range ->
            entry.addRemoved(
                VersionRange.newBuilder().setFirst(range.first()).setLast(range.last())));
    return entry.build().toByteArray();
  }

  /**
   * Reads a record.
   *
   * @param bytes as {@link #encode} wrote them
   * @return the record
   * @throws IllegalArgumentException if they are anything else
   */
  public static VersionNumbers decode(byte[] bytes) {
    VersionNumbersEntry entry;
    try {
      entry = VersionNumbersEntry.parseFrom(bytes);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("Not a record of version numbers", e);
    }
    if (entry.getSchema() != SCHEMA) {
      throw new IllegalArgumentException(
          "The record of version numbers has schema "
              + entry.getSchema()
              + ", this agent knows "
              + SCHEMA);
    }
    return new VersionNumbers(
        entry.getHighest(),
        entry.getRemovedList().stream()
            .map(range -> new VersionNumbers.Range(range.getFirst(), range.getLast()))
            .toList(),
        entry.hasSleep()
            ? Optional.of(
                new VersionNumbers.Sleep(
                    entry.getSleep().getVersion(),
                    entry.getSleep().getNode(),
                    entry.getSleep().getStill()))
            : Optional.empty(),
        entry.getWoken());
  }
}
