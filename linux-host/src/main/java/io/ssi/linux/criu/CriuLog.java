package io.ssi.linux.criu;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.function.Predicate;

/**
 * The log of one operation of CRIU, and what of it matters.
 *
 * <p>An error of CRIU is usually followed by several that only say that the caller of what failed
 * failed too; these, and what CRIU calls an error though it is none, are left out.
 */
public final class CriuLog {
  private static final int LARGEST_BYTES = 1 << 20;
  private static final int OTHER_LINES = 3;

  private final List<CriuLogLine> lines;

  private CriuLog(List<CriuLogLine> lines) {
    this.lines = List.copyOf(lines);
  }

  /** Takes a log apart. */
  public static CriuLog parse(List<String> text) {
    return new CriuLog(text.stream().map(CriuLogLine::parse).flatMap(Optional::stream).toList());
  }

  /** Reads a log file, of a long one the end; one that does not exist is empty. */
  public static CriuLog read(Path file) {
    try (RandomAccessFile content = new RandomAccessFile(file.toFile(), "r")) {
      long length = content.length();
      byte[] bytes = new byte[(int) Math.min(length, LARGEST_BYTES)];
      content.seek(length - bytes.length);
      content.readFully(bytes);
      return parse(new String(bytes, StandardCharsets.UTF_8).lines().toList());
    } catch (IOException e) {
      if (Files.notExists(file)) {
        return new CriuLog(List.of());
      }
      throw new UncheckedIOException("Cannot read the log " + file, e);
    }
  }

  /** Removes the log of an earlier try, so that it is not taken for the next one's. */
  static void discard(Path file) throws IOException {
    try {
      Files.delete(file);
    } catch (NoSuchFileException e) {
      // The first try.
      return;
    }
  }

  /** The errors that say something, in CRIU's words and order. */
  public List<String> errors() {
    return lines.stream()
        .filter(CriuLogLine::error)
        .map(CriuLogLine::text)
        .filter(Predicate.not(KnownProblems::saysNothing))
        .distinct()
        .toList();
  }

  /** What stands in the way, the first complaint first; empty if the log has no error. */
  public List<CriuProblem> problems() {
    SequencedSet<CriuProblem> known = new LinkedHashSet<>();
    for (CriuLogLine line : lines) {
      KnownProblems.find(line.text()).ifPresent(known::add);
    }
    if (!known.isEmpty()) {
      return List.copyOf(known);
    }
    List<String> errors = errors();
    List<CriuProblem> others = new ArrayList<>();
    for (String error : errors.subList(Math.max(0, errors.size() - OTHER_LINES), errors.size())) {
      others.add(KnownProblems.unknown(error));
    }
    return others;
  }
}
