package io.ssi.linux.criu.image;

import io.ssi.linux.criu.wire.CriuImageProto;
import io.ssi.linux.criu.wire.CriuImageProto.StatisticsEntry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;

/**
 * Times and counts of a dump, {@code stats-dump}; written when the dump is finished, so it is
 * missing while one is held.
 *
 * @param freezing time until all processes stood still
 * @param frozen time for which they stood still
 * @param memoryDump of that, for taking the pages
 * @param memoryWrite of that, for writing them
 * @param pagesScanned looked at
 * @param pagesWritten written
 */
public record DumpStatistics(
    Duration freezing,
    Duration frozen,
    Duration memoryDump,
    Duration memoryWrite,
    long pagesScanned,
    long pagesWritten) {

  /** Reads them. */
  public static DumpStatistics read(Path directory) {
    return ImageFile.read(directory, ImageKind.STATISTICS)
        .single(StatisticsEntry.parser(), DumpStatistics::of);
  }

  private static DumpStatistics of(StatisticsEntry entry) {
    Present.require(entry.hasDump(), "dump");
    CriuImageProto.DumpStatistics dump = entry.getDump();
    return new DumpStatistics(
        micros(dump.hasFreezingMicros(), dump.getFreezingMicros(), "freezing_time"),
        micros(dump.hasFrozenMicros(), dump.getFrozenMicros(), "frozen_time"),
        micros(dump.hasMemoryDumpMicros(), dump.getMemoryDumpMicros(), "memdump_time"),
        micros(dump.hasMemoryWriteMicros(), dump.getMemoryWriteMicros(), "memwrite_time"),
        count(dump.hasPagesScanned(), dump.getPagesScanned(), "pages_scanned"),
        count(dump.hasPagesWritten(), dump.getPagesWritten(), "pages_written"));
  }

  private static Duration micros(boolean present, int value, String field) {
    Present.require(present, field);
    return Duration.of(Integer.toUnsignedLong(value), ChronoUnit.MICROS);
  }

  private static long count(boolean present, long value, String field) {
    Present.require(present, field);
    if (value < 0) {
      throw new IllegalArgumentException("the field '" + field + "' is negative");
    }
    return value;
  }
}
