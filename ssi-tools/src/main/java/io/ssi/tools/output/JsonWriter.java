package io.ssi.tools.output;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Writes one JSON document (RFC 8259) as it is made, without keeping it. A call that would make it
 * malformed throws {@link IllegalStateException}. For one thread.
 */
public final class JsonWriter {
  private enum Place {
    EMPTY_OBJECT,
    OBJECT,
    AFTER_NAME,
    EMPTY_ARRAY,
    ARRAY
  }

  private static final String HEX = "0123456789abcdef";

  private final PrintWriter out;
  private final Deque<Place> places = new ArrayDeque<>();
  private boolean begun;

  /**
   * Writes to a stream.
   *
   * @param out gets the document; neither flushed nor closed
   */
  public JsonWriter(PrintWriter out) {
    this.out = out;
  }

  /** Begins an object. */
  public JsonWriter beginObject() {
    return begin('{', Place.EMPTY_OBJECT);
  }

  /** Ends the object. */
  public JsonWriter endObject() {
    return end('}', Place.EMPTY_OBJECT, Place.OBJECT);
  }

  /** Begins an array. */
  public JsonWriter beginArray() {
    return begin('[', Place.EMPTY_ARRAY);
  }

  /** Ends the array. */
  public JsonWriter endArray() {
    return end(']', Place.EMPTY_ARRAY, Place.ARRAY);
  }

  /** The name of the next value. */
  public JsonWriter name(String name) {
    Place place = places.peek();
    if (place != Place.OBJECT && place != Place.EMPTY_OBJECT) {
      throw new IllegalStateException("A name belongs into an object, not here: " + name);
    }
    if (place == Place.OBJECT) {
      out.write(',');
    }
    replace(Place.AFTER_NAME);
    text(name);
    out.write(':');
    return this;
  }

  /** A text. */
  public JsonWriter value(String value) {
    before();
    text(value);
    return this;
  }

  /** A whole number. */
  public JsonWriter value(long value) {
    return literal(Long.toString(value));
  }

  /** A number; null if it is infinite or none. */
  public JsonWriter value(double value) {
    return literal(Double.isFinite(value) ? Double.toString(value) : "null");
  }

  /** True or false. */
  public JsonWriter value(boolean value) {
    return literal(Boolean.toString(value));
  }

  /** A time, in ISO 8601. */
  public JsonWriter value(Instant value) {
    return value(value.toString());
  }

  /** A duration, in milliseconds; the name should end in {@code _ms}. */
  public JsonWriter value(Duration value) {
    return value(value.toMillis());
  }

  /** Nothing. */
  public JsonWriter nullValue() {
    return literal("null");
  }

  /** A text, or null. */
  public JsonWriter value(Optional<String> value) {
    return value.map(this::value).orElseGet(this::nullValue);
  }

  /** An array of texts. */
  public JsonWriter value(Iterable<String> values) {
    beginArray();
    values.forEach(this::value);
    return endArray();
  }

  /** Ends the document with a line feed. */
  public void endDocument() {
    if (!begun || !places.isEmpty()) {
      throw new IllegalStateException("The document is not complete");
    }
    out.write('\n');
  }

  private JsonWriter literal(String text) {
    before();
    out.write(text);
    return this;
  }

  private JsonWriter begin(char bracket, Place inside) {
    before();
    places.push(inside);
    out.write(bracket);
    return this;
  }

  private JsonWriter end(char bracket, Place empty, Place filled) {
    Place place = places.peek();
    if (place != empty && place != filled) {
      throw new IllegalStateException("Nothing that '" + bracket + "' could end is open");
    }
    places.pop();
    out.write(bracket);
    return this;
  }

  private void before() {
    Place place = places.peek();
    if (place == null) {
      if (begun) {
        throw new IllegalStateException("A document is one value");
      }
      begun = true;
      return;
    }
    switch (place) {
      case AFTER_NAME -> replace(Place.OBJECT);
      case EMPTY_ARRAY -> replace(Place.ARRAY);
      case ARRAY -> out.write(',');
      case OBJECT, EMPTY_OBJECT -> throw new IllegalStateException("A value here needs a name");
    }
  }

  private void replace(Place place) {
    places.pop();
    places.push(place);
  }

  private void text(String text) {
    out.write('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.write("\\\"");
        case '\\' -> out.write("\\\\");
        case '\n' -> out.write("\\n");
        case '\t' -> out.write("\\t");
        case '\r' -> out.write("\\r");
        default -> {
          if (c < ' ' || c == 0x7f || (Character.isSurrogate(c) && isLone(text, i))) {
            escape(c);
          } else {
            out.write(c);
          }
        }
      }
    }
    out.write('"');
  }

  private void escape(char c) {
    out.write("\\u");
    for (int shift = 12; shift >= 0; shift -= 4) {
      out.write(HEX.charAt(c >> shift & 0xf));
    }
  }

  private static boolean isLone(String text, int i) {
    return Character.isHighSurrogate(text.charAt(i))
        ? i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1))
        : i == 0 || !Character.isHighSurrogate(text.charAt(i - 1));
  }
}
