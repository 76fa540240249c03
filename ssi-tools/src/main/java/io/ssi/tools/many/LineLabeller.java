package io.ssi.tools.many;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Puts a label in front of every line of one stream. Lines are bytes up to a newline, whatever else
 * they are; one of more than {@link #LONGEST} is cut into several. For one thread.
 */
final class LineLabeller {
  /** Bytes of a line that are kept until its end has come. */
  static final int LONGEST = 64 << 10;

  private final byte[] label;
  private byte[] begun = {};

  LineLabeller(String label) {
    this.label = (label + ": ").getBytes(StandardCharsets.UTF_8);
  }

  /** Takes bytes and gives the lines that are whole by now, with their labels. */
  byte[] take(byte[] bytes) {
    ByteArrayOutputStream lines = new ByteArrayOutputStream(bytes.length + label.length);
    int start = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        line(lines, bytes, start, i);
        start = i + 1;
      } else if (begun.length + i - start == LONGEST) {
        line(lines, bytes, start, i);
        start = i;
      }
    }
    keep(bytes, start);
    return lines.toByteArray();
  }

  /** The last line, if it does not end with a newline; it gets one. */
  byte[] finish() {
    if (begun.length == 0) {
      return begun;
    }
    ByteArrayOutputStream last = new ByteArrayOutputStream();
    line(last, begun, 0, 0);
    return last.toByteArray();
  }

  private void line(ByteArrayOutputStream lines, byte[] bytes, int start, int end) {
    lines.writeBytes(label);
    lines.writeBytes(begun);
    lines.write(bytes, start, end - start);
    lines.write('\n');
    begun = new byte[0];
  }

  private void keep(byte[] bytes, int start) {
    if (start < bytes.length) {
      int old = begun.length;
      begun = Arrays.copyOf(begun, old + bytes.length - start);
      System.arraycopy(bytes, start, begun, old, bytes.length - start);
    }
  }
}
