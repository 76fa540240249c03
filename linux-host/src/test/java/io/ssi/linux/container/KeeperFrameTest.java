package io.ssi.linux.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssi.linux.syscall.ReceivedMessage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeeperFrameTest {
  private static final KeeperFrame FRAME =
      KeeperFrame.of("start").withAll("arg", List.of("sh", "a=b", "", "zwölf\n")).with("uid", 0);

  @Test
  void aFrameIsItsLengthAndStringsEndedByNul() {
    byte[] bytes = KeeperFrame.of("cursor").with("set", 9).encode();

    assertThat(bytes).startsWith(13, 0, 0, 0);
    assertThat(new String(bytes, 4, bytes.length - 4, StandardCharsets.UTF_8))
        .isEqualTo("cursor\0set=9\0");
  }

  @Test
  void aFrameReadsBack() {
    byte[] bytes = FRAME.encode();

    assertThat(KeeperFrame.decode(Arrays.copyOfRange(bytes, 4, bytes.length))).isEqualTo(FRAME);
    assertThat(FRAME.all("arg")).containsExactly("sh", "a=b", "", "zwölf\n");
  }

  @RepeatedTest(20)
  void framesAreFoundHoweverTheStreamIsCut() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    byte[] stream = concatenate(FRAME.encode(), KeeperFrame.of("ok").encode(), FRAME.encode());
    List<KeeperFrame> found = new ArrayList<>();
    try (FrameAssembler assembler = new FrameAssembler()) {
      for (int at = 0; at < stream.length; ) {
        int length = Math.min(stream.length - at, 1 + random.nextInt(30));
        byte[] part = Arrays.copyOfRange(stream, at, at + length);
        assembler.feed(new ReceivedMessage(part, List.of())).forEach(r -> found.add(r.frame()));
        at += length;
      }
    }

    assertThat(found).as("seed=" + seed).containsExactly(FRAME, KeeperFrame.of("ok"), FRAME);
  }

  @Test
  void aLengthOutOfRangeOrMissingDescriptorsAreErrors() {
    assertCorrupt(new byte[] {0, 0, 0, 0});
    assertCorrupt(new byte[] {-1, -1, -1, -1});
    assertCorrupt(KeeperFrame.of("ok").with("fds", 1).encode());
  }

  @ParameterizedTest
  @ValueSource(strings = {"ok", "ok\0field\0", "ok\0=x\0", "ok\0\0"})
  void aPayloadWithoutShapeIsAnError(String payload) {
    assertThatThrownBy(() -> KeeperFrame.decode(payload.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(KeeperProtocolException.class);
  }

  @Test
  void aKeyGivenTwiceMissingOrNotANumberIsAnError() {
    KeeperFrame frame = KeeperFrame.of("ok").with("pid", "3x").with("a", 1).with("a", 2);

    assertThatThrownBy(() -> frame.number("pid")).isInstanceOf(KeeperProtocolException.class);
    assertThatThrownBy(() -> frame.text("a")).isInstanceOf(KeeperProtocolException.class);
    assertThatThrownBy(() -> frame.text("b")).isInstanceOf(KeeperProtocolException.class);
  }

  @Test
  void whatCannotBeSentIsRefusedHere() {
    KeeperFrame withNul = KeeperFrame.of("start").with("arg", "a\0b");
    KeeperFrame tooLong = KeeperFrame.of("start").with("arg", "x".repeat(KeeperFrame.MOST_BYTES));

    assertThatThrownBy(withNul::encode).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(tooLong::encode).hasMessageContaining("4 MiB");
  }

  private static void assertCorrupt(byte[] stream) {
    try (FrameAssembler assembler = new FrameAssembler()) {
      assertThatThrownBy(() -> assembler.feed(new ReceivedMessage(stream, List.of())))
          .isInstanceOf(KeeperProtocolException.class);
    }
  }

  private static byte[] concatenate(byte[]... parts) {
    int total = Arrays.stream(parts).mapToInt(part -> part.length).sum();
    byte[] all = new byte[total];
    int at = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }
}
