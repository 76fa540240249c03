package io.ssi.linux.cgroup;

import io.ssi.linux.LinuxException;
import java.nio.file.Path;

/** A file about control groups does not have the form that the kernel documents. */
public final class CorruptControlGroupFileException extends LinuxException {
  private static final long serialVersionUID = 1L;

  private static final int EXCERPT = 80;

  /**
   * With what was expected and what was there.
   *
   * @param path the file
   * @param problem what does not fit
   * @param content the text around it; cut when long
   */
  public CorruptControlGroupFileException(Path path, String problem, String content) {
    super(
        "Cannot parse "
            + path
            + ": "
            + problem
            + " in \""
            + (content.length() > EXCERPT ? content.substring(0, EXCERPT) + "..." : content).strip()
            + "\"; report the kernel's version with the file's content");
  }
}
