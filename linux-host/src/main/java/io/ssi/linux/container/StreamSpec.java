package io.ssi.linux.container;

import java.nio.file.Path;

/** What one of a program's standard streams is to be. */
public sealed interface StreamSpec {

  /** {@code /dev/null}. */
  record Nothing() implements StreamSpec {}

  /**
   * A file, opened inside with the user's rights: read, or appended to and made if missing.
   *
   * @param path relative to the program's directory if not absolute
   */
  record OfFile(Path path) implements StreamSpec {}

  /** A pipe whose other end the keeper holds and the agent gets. */
  record OfPipe() implements StreamSpec {}

  /** The container's terminal, one for all streams that say so. */
  record OfTerminal() implements StreamSpec {}

  /** As the protocol writes it. */
  default String text() {
    return switch (this) {
      case Nothing() -> "null";
      case OfFile(Path path) -> "file:" + path;
      case OfPipe() -> "pipe";
      case OfTerminal() -> "pty";
    };
  }
}
