package io.ssi.tools.top.model;

import io.ssi.tools.service.UsageException;
import java.time.Duration;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What processes can be ordered by. */
public enum SortKey {
  /** Processor time of the last interval, most first. */
  CPU('P'),
  /** Resident memory, most first. */
  MEM('M'),
  /** Processor time of the whole life, most first. */
  TIME('T'),
  /** Global pid. */
  PID('N'),
  /** Name of the node, those of one node by processor time. */
  NODE('n'),
  /** Name of the user, those of one user by processor time. */
  USER('U');

  private static final Comparator<TopRow> BUSIEST =
      Comparator.comparingDouble(TopRow::cpuPercent).reversed();

  private final char key;

  SortKey(char key) {
    this.key = key;
  }

  /** The key that chooses it. */
  public char key() {
    return key;
  }

  /** As it is written on the command line. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What comes first; equal ones by global pid, so that they stay where they are. */
  Comparator<TopRow> order() {
    Comparator<TopRow> order =
        switch (this) {
          case CPU -> BUSIEST;
          case MEM -> Comparator.<TopRow>comparingLong(row -> row.process().rssBytes()).reversed();
          case TIME ->
              Comparator.<TopRow, Duration>comparing(row -> row.process().time()).reversed();
          case PID -> Comparator.comparing(row -> row.process().gpid());
          case NODE ->
              Comparator.<TopRow, String>comparing(row -> row.process().node())
                  .thenComparing(BUSIEST);
          case USER ->
              Comparator.<TopRow, String>comparing(row -> row.process().user())
                  .thenComparing(BUSIEST);
        };
    return order.thenComparing(row -> row.process().gpid());
  }

  /** That of a key; empty if the key means something else. */
  public static Optional<SortKey> of(int codePoint) {
    return Stream.of(values()).filter(sort -> sort.key == codePoint).findFirst();
  }

  /**
   * That of a word; {@code gpid} is as good as {@code pid}.
   *
   * @throws UsageException if there is none such
   */
  public static SortKey parse(String word) {
    String wanted = word.equalsIgnoreCase("gpid") ? "pid" : word;
    return Stream.of(values())
        .filter(sort -> sort.word().equalsIgnoreCase(wanted))
        .findFirst()
        .orElseThrow(() ->
            new UsageException(
                "'"
                    + word
                    + "' is nothing to sort by; there are "
                    + Stream.of(values()).map(SortKey::word).collect(Collectors.joining(", "))));
  }
}
