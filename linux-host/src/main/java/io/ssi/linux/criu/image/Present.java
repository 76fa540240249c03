package io.ssi.linux.criu.image;

import io.ssi.linux.InsidePid;

/** Insists that what an image must hold is there; refusals become {@link ImageFormatException}. */
final class Present {
  private Present() {}

  static void require(boolean present, String field) {
    if (!present) {
      throw new IllegalArgumentException("the field '" + field + "' is missing");
    }
  }

  static InsidePid pid(boolean present, int value, String field) {
    require(present, field);
    if (value <= 0) {
      throw new IllegalArgumentException(
          "the field '" + field + "' is " + Integer.toUnsignedString(value));
    }
    return new InsidePid(value);
  }

  static int notNegative(boolean present, int value, String field) {
    require(present, field);
    if (value < 0) {
      throw new IllegalArgumentException(
          "the field '" + field + "' is " + Integer.toUnsignedString(value));
    }
    return value;
  }
}
