package io.ssi.linux.procfs;

import io.ssi.linux.LinuxException;
import java.nio.file.Path;

/**
 * The kernel refused to let a file of {@code /proc} be read although what it describes is there.
 * Nothing was changed.
 */
public final class UnreadableProcFileException extends LinuxException {
  private static final long serialVersionUID = 1L;

  /**
   * With the file and what the kernel said.
   *
   * @param path the file
   * @param cause the error of the read
   */
  public UnreadableProcFileException(Path path, Throwable cause) {
    super(
        "Cannot read "
            + path
            + ": "
            + cause.getMessage()
            + "; run the agent as root, and see ptrace(2) for what may be read of which process",
        cause);
  }
}
