package io.ssi.tools.output;

/** What a line of a table means, and how a terminal shows it (ECMA-48, SGR). */
public enum Colour {
  /** Nothing special. */
  PLAIN(""),
  /** The heading. */
  HEADING("1"),
  /** Old or absent: not to be relied on. */
  FADED("2"),
  /** Something a person should look at. */
  WARNING("33"),
  /** Something is wrong. */
  ALARM("31");

  private final String code;

  Colour(String code) {
    this.code = code;
  }

  String around(String text) {
    return code.isEmpty() ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
  }
}
