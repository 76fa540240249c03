package io.ssi.tools.verb;

/**
 * An error as the caller gets it.
 *
 * @param status how the command ends
 * @param code what scripts tell errors apart by
 * @param message what was attempted, on what, why it failed
 * @param advice what to try; may be empty
 */
public record VerbError(ExitStatus status, String code, String message, String advice) {

  /** Makes one line of a message of several. */
  public VerbError {
    message = oneLine(message);
    advice = oneLine(advice);
  }

  /**
   * The line on standard error.
   *
   * @return without a line feed
   */
  public String line() {
    return "ssi: " + words();
  }

  /**
   * The same, to be put behind something else.
   *
   * @return what happened, and what to try
   */
  public String words() {
    return message + (advice.isEmpty() ? "" : "; " + advice);
  }

  private static String oneLine(String text) {
    return text.strip().replaceAll("\\s*[\\r\\n]+\\s*", " ");
  }
}
