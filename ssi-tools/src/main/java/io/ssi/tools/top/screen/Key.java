package io.ssi.tools.top.screen;

/**
 * A key that was pressed.
 *
 * @param name which
 * @param codePoint the character; 0 for keys that have none
 */
public record Key(Name name, int codePoint) {

  /** The keys that mean something. */
  public enum Name {
    /** A character that can be shown. */
    CHARACTER,
    /** End of an input. */
    ENTER,
    /** No, or back. */
    ESCAPE,
    /** Takes the last character back. */
    BACKSPACE,
    /** Takes the whole input back, Control-U. */
    KILL_LINE,
    /** Draws everything anew, Control-L. */
    REDRAW,
    /** One up. */
    UP,
    /** One down. */
    DOWN,
    /** A screenful up. */
    PAGE_UP,
    /** A screenful down. */
    PAGE_DOWN,
    /** To the first. */
    HOME,
    /** To the last. */
    END
  }

  /** A character. */
  public static Key character(int codePoint) {
    return new Key(Name.CHARACTER, codePoint);
  }

  /** A key without a character. */
  public static Key of(Name name) {
    return new Key(name, 0);
  }
}
