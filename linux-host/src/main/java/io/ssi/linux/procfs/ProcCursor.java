package io.ssi.linux.procfs;

import java.nio.charset.StandardCharsets;

/** Walks over the bytes of one file from front to back; every step parses or throws. */
final class ProcCursor {
  private final String file;
  private final byte[] bytes;
  private int at;

  ProcCursor(String file, byte[] bytes) {
    this.file = file;
    this.bytes = bytes;
  }

  boolean atEnd() {
    return at == bytes.length;
  }

  int position() {
    return at;
  }

  void moveTo(int position) {
    at = position;
  }

  boolean nextIs(char expected) {
    return at < bytes.length && bytes[at] == expected;
  }

  void expect(char expected) {
    if (!nextIs(expected)) {
      throw corrupt("expected '" + (expected == '\n' ? "\\n" : expected) + "' at byte " + at);
    }
    at++;
  }

  void expect(String expected) {
    for (int i = 0; i < expected.length(); i++) {
      expect(expected.charAt(i));
    }
  }

  void skipBlanks() {
    while (nextIs(' ') || nextIs('\t')) {
      at++;
    }
  }

  void expectEnd() {
    if (!atEnd()) {
      throw corrupt("unexpected text after byte " + at);
    }
  }

  byte next() {
    if (atEnd()) {
      throw corrupt("it ends too early");
    }
    return bytes[at++];
  }

  /** A decimal number that fits a signed 64-bit word. */
  long signed() {
    boolean negative = nextIs('-');
    if (negative) {
      at++;
    }
    long magnitude = unsigned();
    if (magnitude < 0) {
      throw corrupt("a number beyond 64 bits before byte " + at);
    }
    return negative ? -magnitude : magnitude;
  }

  /**
   * A decimal number of the kernel's unsigned long; above 2^63 the result is its two's complement.
   */
  long unsigned() {
    int start = at;
    long value = 0;
    while (at < bytes.length && bytes[at] >= '0' && bytes[at] <= '9') {
      int digit = bytes[at] - '0';
      // 1844674407370955161 is (2^64 - 1) / 10, and 5 is what remains.
      if (Long.compareUnsigned(value, 1844674407370955161L) > 0
          || (value == 1844674407370955161L && digit > 5)) {
        throw corrupt("a number beyond 64 bits at byte " + start);
      }
      value = value * 10 + digit;
      at++;
    }
    if (at == start) {
      throw corrupt("expected a number at byte " + start);
    }
    return value;
  }

  /** A number that fits an int. */
  int integer() {
    int start = at;
    long value = signed();
    if (value != (int) value) {
      throw corrupt("a number beyond 32 bits at byte " + start);
    }
    return (int) value;
  }

  /** A decimal fraction with exactly two digits, in hundredths. */
  long hundredths() {
    int start = at;
    long whole = signed();
    expect('.');
    int tens = digit();
    int ones = digit();
    if (whole < 0 || whole > Long.MAX_VALUE / 1000) {
      throw corrupt("a number out of range at byte " + start);
    }
    return whole * 100 + tens * 10L + ones;
  }

  private int digit() {
    byte b = next();
    if (b < '0' || b > '9') {
      throw corrupt("expected a digit at byte " + (at - 1));
    }
    return b - '0';
  }

  /** Text up to the next blank or the end of the line; not empty. */
  String word() {
    int start = at;
    while (at < bytes.length && bytes[at] != ' ' && bytes[at] != '\t' && bytes[at] != '\n') {
      at++;
    }
    if (at == start) {
      throw corrupt("expected a word at byte " + start);
    }
    return new String(bytes, start, at - start, StandardCharsets.UTF_8);
  }

  /** The rest of the line, which must end with a newline; the newline is passed. */
  String line() {
    int start = at;
    while (at < bytes.length && bytes[at] != '\n') {
      at++;
    }
    if (atEnd()) {
      throw corrupt("the last line has no end");
    }
    return new String(bytes, start, at++ - start, StandardCharsets.UTF_8);
  }

  CorruptProcFileException corrupt(String problem) {
    int from = Math.max(0, Math.min(at, bytes.length) - 40);
    int length = Math.min(bytes.length - from, 80);
    return new CorruptProcFileException(
        file, problem, new String(bytes, from, length, StandardCharsets.UTF_8));
  }
}
