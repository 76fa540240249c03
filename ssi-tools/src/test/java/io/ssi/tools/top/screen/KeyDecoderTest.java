package io.ssi.tools.top.screen;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssi.tools.top.screen.Key.Name;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeyDecoderTest {
  private final KeyDecoder decoder =
      new KeyDecoder(Map.of("\u001bOA", Name.UP, "\u001b[5~", Name.PAGE_UP, "\u001bOH", Name.HOME));

  private List<Key> take(String text) {
    return decoder.take(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void tellsCharactersAndKeysApart() {
    assertThat(take("q\u001bOAk\r\u007f\u0015\f"))
        .containsExactly(
            Key.character('q'),
            Key.of(Name.UP),
            Key.character('k'),
            Key.of(Name.ENTER),
            Key.of(Name.BACKSPACE),
            Key.of(Name.KILL_LINE),
            Key.of(Name.REDRAW));
    assertThat(decoder.isHolding()).isFalse();
  }

  @Test
  void putsAKeyTogetherThatComesInParts() {
    assertThat(take("\u001b")).isEmpty();
    assertThat(take("[5")).isEmpty();
    assertThat(decoder.isHolding()).isTrue();
    assertThat(take("~")).containsExactly(Key.of(Name.PAGE_UP));
  }

  @Test
  void escapeByItselfIsAKeyWhenNothingFollows() {
    assertThat(take("\u001b")).isEmpty();
    assertThat(decoder.release()).containsExactly(Key.of(Name.ESCAPE));
    assertThat(decoder.release()).isEmpty();
  }

  @Test
  void charactersMayHaveSeveralBytes() {
    byte[] bytes = "\u00fc\ud83d\ude00".getBytes(StandardCharsets.UTF_8);
    List<Key> keys = new ArrayList<>();
    for (byte each : bytes) {
      keys.addAll(decoder.take(new byte[] {each}));
    }

    assertThat(keys).containsExactly(Key.character(0xfc), Key.character(0x1f600));
  }

  @Test
  void bytesThatAreNoCharacterAreDropped() {
    byte[] bytes = {(byte) 0x80, 'a', (byte) 0xc3, 'b', (byte) 0xff, (byte) 0xff, 'c', 0, 'd'};
    List<Key> keys = new ArrayList<>(decoder.take(bytes));
    keys.addAll(decoder.release());

    assertThat(keys)
        .containsExactly(
            Key.character('a'), Key.character('b'), Key.character('c'), Key.character('d'));
  }
}
