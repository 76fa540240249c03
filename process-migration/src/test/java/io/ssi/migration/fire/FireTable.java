package io.ssi.migration.fire;

import io.ssi.migration.MigrationPhase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The table of docs/design/migration.md: what each fault leaves of a move in each phase. */
final class FireTable {
  private static final Path DOCUMENT = Path.of("..", "docs", "design", "migration.md");

  private static final Pattern COMMA = Pattern.compile(", ");
  private static final Pattern BORDER = Pattern.compile(" \\|");

  private FireTable() {}

  /** The phases in which something can happen. */
  static List<MigrationPhase> phases() {
    return Arrays.stream(MigrationPhase.values())
        .filter(phase -> phase != MigrationPhase.ABORTED)
        .toList();
  }

  /** One row, by phase. */
  static Map<MigrationPhase, Set<String>> row(Fault fault) {
    List<String> cells = cells(fault);
    Map<MigrationPhase, Set<String>> row = new EnumMap<>(MigrationPhase.class);
    for (int i = 0; i < phases().size(); i++) {
      row.put(
          phases().get(i),
          COMMA.splitAsStream(cells.get(i)).collect(Collectors.toCollection(TreeSet::new)));
    }
    return row;
  }

  private static List<String> cells(Fault fault) {
    String begin = "| " + fault + " | ";
    try {
      return Files.readAllLines(DOCUMENT).stream()
          .filter(line -> line.startsWith(begin))
          .map(line -> BORDER.splitAsStream(line.substring(begin.length())))
          .map(cells -> cells.map(String::strip).toList())
          .filter(cells -> cells.size() == phases().size())
          .findFirst()
          .orElseThrow(() -> new AssertionError(DOCUMENT + " has no row for " + fault));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
