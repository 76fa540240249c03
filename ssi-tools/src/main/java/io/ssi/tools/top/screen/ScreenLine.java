package io.ssi.tools.top.screen;

/**
 * One line, without control characters.
 *
 * @param text what it says; as much of it is shown as there is room for
 * @param look how
 */
public record ScreenLine(String text, Look look) {

  /** What a line is. */
  public enum Look {
    /** Nothing special. */
    PLAIN,
    /** The name of the whole. */
    STRONG,
    /** Titles of columns. */
    TITLE,
    /** The process that keys are about. */
    SELECTED,
    /** Not to be relied on, because it is old. */
    OLD,
    /** Something is wrong. */
    ALARM
  }

  /** A line that is nothing special. */
  public static ScreenLine plain(String text) {
    return new ScreenLine(text, Look.PLAIN);
  }
}
