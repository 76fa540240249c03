package io.ssi.tools.top.view;

/** Text that fits into columns and cannot steer a terminal. */
final class Cells {
  private Cells() {}

  /**
   * What a program may call itself, made harmless: whatever is no visible character is a question
   * mark, because it could move the cursor, turn the direction of text or take no room.
   */
  static String printable(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    text.codePoints().forEach(c -> safe.appendCodePoint(isVisible(c) ? c : '?'));
    return safe.toString();
  }

  private static boolean isVisible(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.NON_SPACING_MARK,
          Character.ENCLOSING_MARK ->
          false;
      default -> true;
    };
  }

  /** Words, with blanks behind; a plus sign stands for what has no room. */
  static String left(String text, int width) {
    String safe = narrow(text);
    if (safe.length() > width) {
      return safe.substring(0, Math.max(0, width - 1)) + "+";
    }
    return safe + " ".repeat(width - safe.length());
  }

  /** Numbers, with blanks before; never cut, for a part of a number is another one. */
  static String right(String text, int width) {
    return " ".repeat(Math.max(0, width - text.length())) + text;
  }

  /** A line of at most so many characters; 0 is no limit. */
  static String line(String text, int columns) {
    return columns > 0 && text.codePointCount(0, text.length()) > columns
        ? text.substring(0, text.offsetByCodePoints(0, columns))
        : text;
  }

  /** A line that goes on to the edge. */
  static String whole(String text, int columns) {
    int length = text.codePointCount(0, text.length());
    return text + " ".repeat(Math.max(0, columns - length));
  }

  /** Names stand before other columns, so each of their characters has to take one column. */
  private static String narrow(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    text.codePoints().forEach(c -> safe.append(c > ' ' && c < 0x7f ? (char) c : '?'));
    return safe.toString();
  }
}
