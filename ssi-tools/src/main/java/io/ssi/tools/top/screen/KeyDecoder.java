package io.ssi.tools.top.screen;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Cuts what a terminal sends into keys. A key that is the beginning of another, as Escape is of the
 * arrows, is held back until it is clear which it is. For one thread at a time.
 */
public final class KeyDecoder {
  private static final int ESCAPE = 0x1b;
  private static final int DELETE = 0x7f;
  private static final int LONGEST_CHARACTER = 4;

  private final Map<String, Key.Name> sequences;
  private final StringBuilder held = new StringBuilder();

  /**
   * A decoder.
   *
   * @param sequences what the terminal sends for keys that are no characters, one char for each
   *     byte
   */
  public KeyDecoder(Map<String, Key.Name> sequences) {
    this.sequences = new HashMap<>(sequences);
  }

  /**
   * Takes bytes.
   *
   * @param bytes as the terminal sent them
   * @return the keys that are clear by now
   */
  public List<Key> take(byte[] bytes) {
    held.append(new String(bytes, StandardCharsets.ISO_8859_1));
    return cut(false);
  }

  /** Whether something is held back. */
  public boolean isHolding() {
    return !held.isEmpty();
  }

  /**
   * Nothing more came.
   *
   * @return what was held back, taken for keys by itself
   */
  public List<Key> release() {
    return cut(true);
  }

  private List<Key> cut(boolean all) {
    List<Key> keys = new ArrayList<>();
    while (!held.isEmpty() && (all || !mayGoOn())) {
      String longest = longest();
      Key.Name name = sequences.get(longest);
      if (name == null) {
        cutOne(keys);
      } else {
        keys.add(Key.of(name));
        held.delete(0, longest.length());
      }
    }
    return keys;
  }

  /** The longest sequence that the held bytes begin with. */
  private String longest() {
    String text = held.toString();
    String longest = "";
    for (String sequence : sequences.keySet()) {
      if (text.startsWith(sequence) && sequence.length() > longest.length()) {
        longest = sequence;
      }
    }
    return longest;
  }

  /** Whether all that is held may be the beginning of something longer. */
  private boolean mayGoOn() {
    String text = held.toString();
    return sequences.keySet().stream()
            .anyMatch(each -> each.length() > text.length() && each.startsWith(text))
        || (text.charAt(0) >= 0xc0 && text.length() < length(text.charAt(0)));
  }

  private static int length(char first) {
    if (first < 0xe0) {
      return 2;
    }
    return first < 0xf0 ? LONGEST_CHARACTER - 1 : LONGEST_CHARACTER;
  }

  private void cutOne(List<Key> keys) {
    char first = held.charAt(0);
    int length = first < 0xc0 ? 1 : Math.min(length(first), held.length());
    byte[] bytes = held.substring(0, length).getBytes(StandardCharsets.ISO_8859_1);
    held.delete(0, length);
    switch (first) {
      case '\r', '\n' -> keys.add(Key.of(Key.Name.ENTER));
      case '\b', DELETE -> keys.add(Key.of(Key.Name.BACKSPACE));
      case ESCAPE -> keys.add(Key.of(Key.Name.ESCAPE));
      case 'L' - '@' -> keys.add(Key.of(Key.Name.REDRAW));
      case 'U' - '@' -> keys.add(Key.of(Key.Name.KILL_LINE));
      default -> character(bytes, keys);
    }
  }

  private void character(byte[] bytes, List<Key> keys) {
    try {
      StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes))
          .codePoints()
          .filter(each -> !Character.isISOControl(each))
          .forEach(each -> keys.add(Key.character(each)));
    } catch (CharacterCodingException e) {
      // Of bytes that are no character the first is lost, and the rest may be keys.
      held.insert(
          0, new String(Arrays.copyOfRange(bytes, 1, bytes.length), StandardCharsets.ISO_8859_1));
    }
  }
}
