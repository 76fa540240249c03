package io.ssi.linux.procfs;

import io.ssi.linux.LinuxException;

/**
 * A file of {@code /proc} does not have the form that the kernel documents. Nothing was changed.
 */
public final class CorruptProcFileException extends LinuxException {
  private static final long serialVersionUID = 1L;

  private static final int EXCERPT = 80;

  /**
   * With what was expected and what was there.
   *
   * @param file the kind of file, such as {@code /proc/PID/stat}
   * @param problem what does not fit
   * @param content the text around the problem; cut when long
   */
  public CorruptProcFileException(String file, String problem, String content) {
    super(message(file, problem, content));
  }

  /**
   * With what was expected and what was there.
   *
   * @param file the kind of file, such as {@code /proc/PID/stat}
   * @param problem what does not fit
   * @param content the text around the problem; cut when long
   * @param cause what the conversion said
   */
  public CorruptProcFileException(String file, String problem, String content, Throwable cause) {
    super(message(file, problem, content), cause);
  }

  private static String message(String file, String problem, String content) {
    String shown = content.length() > EXCERPT ? content.substring(0, EXCERPT) + "..." : content;
    return "Cannot parse "
        + file
        + ": "
        + problem
        + " in \""
        + shown.replace("\n", "\\n")
        + "\"; report the kernel's version with the file's content";
  }
}
