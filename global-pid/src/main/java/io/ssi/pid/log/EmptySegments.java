package io.ssi.pid.log;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * The finished segments of a log that have nothing in them, a line each. An application that moves
 * often and says nothing would have a file for every stay otherwise, on every node.
 */
final class EmptySegments {
  /** What such a segment reads like. */
  static final Path CONTENT = Path.of("/dev/null");

  private final Path list;

  /** Kept in a file, which need not exist. */
  EmptySegments(Path list) {
    this.list = list;
  }

  /** Enters one. */
  void add(int segment) throws IOException {
    if (!contains(segment)) {
      Files.writeString(list, segment + "\n", StandardCharsets.US_ASCII, CREATE, APPEND);
    }
  }

  /** Whether it is one of them. */
  boolean contains(int segment) throws IOException {
    try {
      // A last line without an end is one that was being entered when the agent died.
      String lines = Files.readString(list, StandardCharsets.US_ASCII);
      return ("\n" + lines).contains("\n" + segment + "\n");
    } catch (NoSuchFileException e) {
      return false;
    }
  }
}
