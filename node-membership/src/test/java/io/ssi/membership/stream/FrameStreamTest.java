package io.ssi.membership.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameStreamTest {
  private static final byte[] KEY = new byte[32];

  private final ByteArrayOutputStream wire = new ByteArrayOutputStream();
  private final FrameOutput out = new FrameOutput(wire, FrameCipher.sealing(KEY));

  private byte[] received() throws IOException {
    ByteArrayInputStream in = new ByteArrayInputStream(wire.toByteArray());
    return new FrameInput(in, FrameCipher.opening(KEY), "a test").readAllBytes();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 1023, 1024, 1025, 262_143, 262_144, 262_145, 600_000})
  void aWriteOfAnySizeArrives(int length) throws IOException {
    byte[] sent = new byte[length];
    new Random(length).nextBytes(sent);

    out.write(sent);
    out.close();

    assertThat(received()).isEqualTo(sent);
  }

  @Test
  void whatIsWrittenInPiecesArrivesInOrder() throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    ByteArrayOutputStream sent = new ByteArrayOutputStream();
    for (int i = 0; i < 300; i++) {
      byte[] piece = new byte[random.nextInt(1 << random.nextInt(1, 19))];
      random.nextBytes(piece);
      out.write(piece);
      sent.write(piece);
      if (random.nextInt(4) == 0) {
        out.flush();
      }
      if (random.nextInt(4) == 0) {
        out.write(i);
        sent.write(i);
      }
    }
    out.close();

    assertThat(received()).as("seed %d", seed).isEqualTo(sent.toByteArray());
  }

  @Test
  void roomGrowsWithWhatIsNeededAndKeepsWhatIsInIt() {
    byte[] room = {1, 2, 3, 4};

    assertThat(FrameRoom.keeping(room, 4, 4, 100)).isSameAs(room);
    assertThat(FrameRoom.keeping(room, 4, 5, 100)).hasSize(8).startsWith(1, 2, 3, 4);
    assertThat(FrameRoom.keeping(room, 4, 50, 100)).hasSize(50).startsWith(1, 2, 3, 4);
    assertThat(FrameRoom.keeping(new byte[60], 0, 61, 100)).hasSize(100);
  }
}
