package io.ssi.pid.foreground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssi.linux.WaitStatus;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RunFramesTest {

  private static RunMessage read(byte[] frame) {
    ByteBuffer bytes = ByteBuffer.wrap(frame);
    assertThat(bytes.getInt()).isEqualTo(frame.length - RunFrames.HEADER);
    return RunFrames.decode(bytes.get(), bytes);
  }

  static List<RunMessage> messages() {
    return List.of(
        new RunMessage.End(RunStream.INPUT),
        new RunMessage.Closed(RunStream.ERRORS),
        new RunMessage.Room(RunStream.OUTPUT, RunMessage.WINDOW),
        new RunMessage.Signalled(2),
        new RunMessage.Resized(65535, 80),
        new RunMessage.CallerGone(),
        new RunMessage.Ended(WaitStatus.exited(3)),
        new RunMessage.Lost("its keeper was killed"));
  }

  @ParameterizedTest
  @MethodSource("messages")
  void whatIsWrittenIsRead(RunMessage message) {
    assertThat(read(RunFrames.encode(message))).isEqualTo(message);
  }

  @Test
  void bytesStayAsTheyAre() {
    byte[] bytes = new byte[RunMessage.MOST_DATA];
    new Random(1).nextBytes(bytes);

    RunMessage read = read(RunFrames.encode(new RunMessage.Data(RunStream.ERRORS, bytes)));

    assertThat(read).isInstanceOf(RunMessage.Data.class);
    assertThat(((RunMessage.Data) read).stream()).isEqualTo(RunStream.ERRORS);
    assertThat(((RunMessage.Data) read).bytes()).isEqualTo(bytes);
  }

  @Test
  void whatIsNoMessageIsRefused() {
    for (byte letter : "DECASWGX?".getBytes(java.nio.charset.StandardCharsets.US_ASCII)) {
      byte[] wrong = {9, 9, 9};
      assertThatThrownBy(() -> RunFrames.decode(letter, ByteBuffer.wrap(wrong)))
          .as("letter %c", letter)
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(
            () -> RunFrames.decode((byte) 'D', ByteBuffer.allocate(RunFrames.MOST_PAYLOAD + 1)))
        .hasMessageContaining("wrong length");
    assertThatThrownBy(() -> RunFrames.decode((byte) 'X', ByteBuffer.allocate(4).putInt(0, 0x7f)))
        .hasMessageContaining("is not the wait status");
  }
}
