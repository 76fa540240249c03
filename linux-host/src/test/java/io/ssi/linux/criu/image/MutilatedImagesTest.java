package io.ssi.linux.criu.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import io.ssi.linux.InsidePid;
import io.ssi.linux.testing.SeededRuns;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MutilatedImagesTest {
  private static final Set<ImageKind> SINGLE =
      EnumSet.of(
          ImageKind.INVENTORY,
          ImageKind.CORE,
          ImageKind.IDS,
          ImageKind.MM,
          ImageKind.FS,
          ImageKind.STATISTICS);

  /** Whether these should be there is for the manifest to say. */
  private static final Set<ImageKind> WRITTEN_IF_NEEDED =
      EnumSet.of(ImageKind.REMAP, ImageKind.FDINFO);

  /** Fields, by CRIU's numbers, without which an entry of that kind means nothing. */
  private static final Map<ImageKind, List<Integer>> NEEDED =
      Map.of(
          ImageKind.INVENTORY, List.of(1),
          ImageKind.PSTREE, List.of(1, 2, 3, 4),
          ImageKind.CORE, List.of(1, 3),
          ImageKind.IDS, List.of(1, 2, 3),
          ImageKind.MM, List.of(12),
          ImageKind.FS, List.of(1, 2),
          ImageKind.FDINFO, List.of(1, 3, 4),
          ImageKind.FILES, List.of(1, 2),
          ImageKind.REMAP, List.of(1),
          ImageKind.STATISTICS, List.of(1));

  // Every byte of a small file, every so many of a large one.
  private static final int SMALL = 400;
  private static final int STRIDE = 17;

  @TempDir Path scratch;
  private Path damaged = Path.of("/");

  @BeforeEach
  void copy() throws IOException {
    damaged = RecordedImages.copy(scratch);
  }

  @Test
  void aFileThatIsCutOffIsRefused() throws IOException {
    for (Path file : RecordedImages.files()) {
      byte[] content = Files.readAllBytes(file);
      Set<Integer> borders = borders(content, RecordedImages.kind(file));
      int stride = content.length < SMALL ? 1 : STRIDE;
      for (int length = 0; length < content.length; length += stride) {
        if (!borders.contains(length) || SINGLE.contains(RecordedImages.kind(file))) {
          replace(file, Arrays.copyOf(content, length));
          assertThatExceptionOfType(ImageFormatException.class)
              .as("%s cut off at %d", file.getFileName(), length)
              .isThrownBy(this::readAll);
        }
      }
      replace(file, content);
    }
  }

  @Test
  void aListOfProcessesWithoutItsEndIsRefused() throws IOException {
    Path file = RecordedImages.directory().resolve("pstree.img");
    byte[] content = Files.readAllBytes(file);
    for (int border : borders(content, ImageKind.PSTREE)) {
      if (border < content.length) {
        replace(file, Arrays.copyOf(content, border));
        assertThatExceptionOfType(ImageFormatException.class).isThrownBy(this::readAll);
      }
    }
  }

  @Test
  void aMissingFileIsRefused() throws IOException {
    for (Path file : RecordedImages.files()) {
      if (!WRITTEN_IF_NEEDED.contains(RecordedImages.kind(file))) {
        Files.delete(damaged.resolve(String.valueOf(file.getFileName())));
        assertThatExceptionOfType(ImageFormatException.class)
            .as("%s", file.getFileName())
            .isThrownBy(this::readAll)
            .withMessageContaining(String.valueOf(file.getFileName()));
        replace(file, Files.readAllBytes(file));
      }
    }
  }

  @Test
  void anEntryWithoutAFieldThatItNeedsIsRefused() throws IOException {
    for (Path file : RecordedImages.files()) {
      ImageKind kind = RecordedImages.kind(file);
      for (int field : NEEDED.getOrDefault(kind, List.of())) {
        replace(file, without(Files.readAllBytes(file), kind, field));
        assertThatExceptionOfType(ImageFormatException.class)
            .as("%s without field %d", file.getFileName(), field)
            .isThrownBy(this::readAll);
      }
      replace(file, Files.readAllBytes(file));
    }
  }

  @Test
  void flippedBitsAreRefusedOrReadAsTheyAreButNeverBreakTheReader() throws IOException {
    List<Path> files = RecordedImages.files();
    int[] refused = new int[1];
    SeededRuns.repeat(
        300,
        random -> {
          Path file = files.get(random.nextInt(files.size()));
          try {
            byte[] content = Files.readAllBytes(file);
            int place = random.nextInt(content.length);
            content[place] ^= (byte) (1 << random.nextInt(Byte.SIZE));
            replace(file, content);
            refused[0] += isRefused() ? 1 : 0;
            replace(file, Files.readAllBytes(file));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
    if (System.getProperty("ssi.seed") == null) {
      assertThat(refused[0]).isGreaterThan(20);
    }
  }

  @Test
  void aFlippedBitInAHeadIsRefused() throws IOException {
    for (Path file : RecordedImages.files()) {
      int head = RecordedImages.kind(file).hasFamilyMagic() ? 8 : 4;
      for (int bit = 0; bit < head * Byte.SIZE; bit += 5) {
        byte[] content = Files.readAllBytes(file);
        content[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
        replace(file, content);
        assertThatExceptionOfType(ImageFormatException.class)
            .isThrownBy(this::readAll)
            .withMessageContaining("instead of");
      }
      replace(file, Files.readAllBytes(file));
    }
  }

  private void readAll() {
    CheckpointImages.read(damaged);
    DumpStatistics.read(damaged);
    PagemapImage.read(damaged, new InsidePid(100));
    PagemapImage.read(damaged, new InsidePid(103));
  }

  private boolean isRefused() {
    try {
      readAll();
      return false;
    } catch (ImageFormatException e) {
      assertThat(e).hasMessageContaining("image");
      return true;
    }
  }

  private void replace(Path file, byte[] content) throws IOException {
    Files.write(damaged.resolve(String.valueOf(file.getFileName())), content);
  }

  /** Lengths at which a file ends with a whole entry. */
  private static Set<Integer> borders(byte[] content, ImageKind kind) {
    ByteBuffer buffer = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    buffer.position(kind.hasFamilyMagic() ? 8 : 4);
    Set<Integer> borders = new TreeSet<>();
    borders.add(buffer.position());
    while (buffer.hasRemaining()) {
      int length = buffer.getInt();
      buffer.position(buffer.position() + length);
      borders.add(buffer.position());
    }
    return borders;
  }

  /** The file with one field taken out of its first entry. */
  private static byte[] without(byte[] content, ImageKind kind, int field)
      throws InvalidProtocolBufferException {
    int start = kind.hasFamilyMagic() ? 8 : 4;
    ByteBuffer buffer = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    int length = buffer.getInt(start);
    byte[] entry = Arrays.copyOfRange(content, start + 4, start + 4 + length);
    byte[] less =
        UnknownFieldSet.parseFrom(entry).toBuilder().clearField(field).build().toByteArray();
    ByteBuffer changed =
        ByteBuffer.allocate(content.length - length + less.length).order(ByteOrder.LITTLE_ENDIAN);
    changed.put(content, 0, start).putInt(less.length).put(less);
    changed.put(content, start + 4 + length, content.length - start - 4 - length);
    return changed.array();
  }
}
