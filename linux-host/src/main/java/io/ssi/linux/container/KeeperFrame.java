package io.ssi.linux.container;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One message of the keeper's protocol: a word, and fields in order.
 *
 * @param word the verb of a request, or ok, error, event
 * @param fields key and value, some keys more than once
 */
record KeeperFrame(String word, List<Field> fields) {
  static final int MOST_BYTES = 4 << 20;
  private static final int MOST_STRINGS = 65536;

  /** One key and its value. */
  record Field(String key, String value) {}

  KeeperFrame {
    fields = List.copyOf(fields);
  }

  static KeeperFrame of(String word) {
    return new KeeperFrame(word, List.of());
  }

  KeeperFrame with(String key, Object value) {
    List<Field> more = new ArrayList<>(fields);
    more.add(new Field(key, value.toString()));
    return new KeeperFrame(word, more);
  }

  KeeperFrame withAll(String key, List<?> values) {
    List<Field> more = new ArrayList<>(fields);
    values.forEach(value -> more.add(new Field(key, value.toString())));
    return new KeeperFrame(word, more);
  }

  List<String> all(String key) {
    return fields.stream().filter(f -> f.key().equals(key)).map(Field::value).toList();
  }

  Optional<String> find(String key) {
    List<String> values = all(key);
    if (values.size() > 1) {
      throw new KeeperProtocolException(key + " twice in " + this);
    }
    return values.stream().findFirst();
  }

  String text(String key) {
    return find(key).orElseThrow(() -> new KeeperProtocolException("no " + key + " in " + this));
  }

  int number(String key) {
    return number(key, text(key));
  }

  static int number(String key, String digits) {
    if (!digits.matches("\\d{1,9}")) {
      throw new KeeperProtocolException(key + " is " + digits + ", not a number");
    }
    return Integer.parseInt(digits);
  }

  /** How many descriptors travel with it. */
  int descriptors() {
    return find("fds").map(digits -> number("fds", digits)).orElse(0);
  }

  /** The bytes of the whole frame, its length included. */
  byte[] encode() {
    StringBuilder text = new StringBuilder();
    append(text, word);
    fields.forEach(field -> append(text, field.key() + "=" + field.value()));
    byte[] payload = text.toString().getBytes(StandardCharsets.UTF_8);
    if (payload.length > MOST_BYTES || fields.size() >= MOST_STRINGS) {
      throw new IllegalArgumentException(
          "A "
              + word
              + " request of "
              + payload.length
              + " bytes and "
              + fields.size()
              + " values is too long: arguments and environment must fit into 4 MiB");
    }
    return ByteBuffer.allocate(4 + payload.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(payload.length)
        .put(payload)
        .array();
  }

  /** Reads a payload, without its length. */
  static KeeperFrame decode(byte[] payload) {
    String text = new String(payload, StandardCharsets.UTF_8);
    if (text.isEmpty() || text.charAt(text.length() - 1) != 0) {
      throw new KeeperProtocolException("a payload without its last NUL");
    }
    String[] strings = text.substring(0, text.length() - 1).split("\0", -1);
    List<Field> fields = new ArrayList<>();
    for (int i = 1; i < strings.length; i++) {
      int equals = strings[i].indexOf('=');
      if (equals < 1) {
        throw new KeeperProtocolException("the field " + strings[i]);
      }
      fields.add(new Field(strings[i].substring(0, equals), strings[i].substring(equals + 1)));
    }
    return new KeeperFrame(strings[0], fields);
  }

  private static void append(StringBuilder text, String string) {
    if (string.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(
          "No argument or variable can hold a NUL: " + string.replace('\0', '?'));
    }
    text.append(string).append('\0');
  }
}
