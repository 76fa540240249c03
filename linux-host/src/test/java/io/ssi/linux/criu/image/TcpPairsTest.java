package io.ssi.linux.criu.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.MessageLite;
import io.ssi.linux.criu.TcpConnections;
import io.ssi.linux.criu.wire.CriuImageProto.FileEntry;
import io.ssi.linux.criu.wire.CriuImageProto.InternetSocketEntry;
import io.ssi.linux.criu.wire.CriuImageProto.StreamEntry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TcpPairsTest {
  private static final int LOOPBACK = 0x0100007f;

  @TempDir Path directory;

  private final ByteArrayOutputStream sockets = new ByteArrayOutputStream();

  private static byte[] head(ImageKind kind) {
    return ByteBuffer.allocate(8)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(kind.familyMagic())
        .putInt(kind.magic())
        .array();
  }

  private static byte[] framed(MessageLite entry) {
    byte[] bytes = entry.toByteArray();
    return ByteBuffer.allocate(4 + bytes.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(bytes.length)
        .put(bytes)
        .array();
  }

  /** An end that has received and sent so much, of what it sent the last bytes not acknowledged. */
  private void end(int inode, int here, int there, long received, long sent, int kept)
      throws IOException {
    sockets.writeBytes(
        framed(
            FileEntry.newBuilder()
                .setId(inode)
                .setType(4)
                .setInternetSocket(
                    InternetSocketEntry.newBuilder()
                        .setInode(inode)
                        .setSourcePort(here)
                        .setTargetPort(there)
                        .addSourceAddress(LOOPBACK)
                        .addTargetAddress(LOOPBACK))
                .build()));
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    stream.writeBytes(head(ImageKind.TCP_STREAM));
    stream.writeBytes(
        framed(
            StreamEntry.newBuilder()
                .setReceivedSequence((int) received)
                .setReceivedLength(0)
                .setSentSequence((int) sent)
                .setSentLength(kept)
                .build()));
    stream.writeBytes("content of both queues".getBytes(StandardCharsets.UTF_8));
    Files.write(directory.resolve(ImageKind.TCP_STREAM.fileName(inode)), stream.toByteArray());
    ByteArrayOutputStream files = new ByteArrayOutputStream();
    files.writeBytes(head(ImageKind.FILES));
    files.writeBytes(sockets.toByteArray());
    Files.write(directory.resolve(ImageKind.FILES.fileName()), files.toByteArray());
  }

  /** Whether it was acknowledged or not; 2^32 comes after 2^32 - 1. */
  @ParameterizedTest
  @CsvSource({
    "1000, 1000, 0, true",
    "1010, 1010, 10, true",
    "1005, 1010, 10, false",
    "999, 1000, 0, false",
    "0, 4294967296, 6, true",
    "4294967290, 4294967296, 6, false"
  })
  void whatOneEndHasSentTheOtherMustHave(long received, long sent, int kept, boolean fits)
      throws IOException {
    end(0xabc, 80, 5000, received, 77, 0);
    end(0xabd, 5000, 80, 77, sent, kept);

    assertThat(TcpPairs.problem(directory).isEmpty()).isEqualTo(fits);
    assertThat(TcpPairs.treatment(directory, TcpConnections.REFUSE)).isEqualTo(TcpConnections.KEEP);
  }

  @Test
  void aConnectionWithOneEndLeadsOut() throws IOException {
    end(0xabc, 80, 5000, 1, 1, 0);

    assertThat(TcpPairs.problem(directory))
        .hasValueSatisfying(problem -> assertThat(problem).contains("5000", "leads out"));
  }

  @Test
  void withoutConnectionsNothingIsWrong() {
    assertThat(TcpPairs.problem(directory)).isEmpty();
    assertThat(TcpPairs.treatment(directory, TcpConnections.CLOSE)).isEqualTo(TcpConnections.CLOSE);
  }

  @Test
  void aStreamThatIsCutOffIsAnError() throws IOException {
    end(0xabc, 80, 5000, 1, 1, 0);
    Files.write(
        directory.resolve(ImageKind.TCP_STREAM.fileName(0xabc)), head(ImageKind.TCP_STREAM));

    assertThatThrownBy(() -> TcpPairs.problem(directory)).isInstanceOf(ImageFormatException.class);
  }
}
