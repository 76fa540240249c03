package io.ssi.linux.criu.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssi.linux.InsidePid;
import io.ssi.linux.WaitStatus;
import io.ssi.linux.criu.image.RequiredFile.Use;
import io.ssi.linux.criu.wire.CriuImageProto.TaskEntry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointImagesTest {
  private static final InsidePid ROOT = new InsidePid(100);
  private static final InsidePid ZOMBIE = new InsidePid(102);
  private static final InsidePid STOPPED = new InsidePid(103);

  private final CheckpointImages images = CheckpointImages.read(RecordedImages.directory());

  @Test
  void readsTheTree() {
    assertThat(images.inventory()).isEqualTo(new Inventory(2, false));
    assertThat(images.processes())
        .extracting(process -> process.task().pid())
        .containsExactly(ROOT, ZOMBIE, STOPPED);
    ImageTask root = process(ROOT).task();
    assertThat(root.parent()).isEmpty();
    assertThat(root.threads()).containsExactly(ROOT);
    ImageTask child = process(STOPPED).task();
    assertThat(child.parent()).contains(ROOT);
    assertThat(List.of(child.group(), child.session())).containsExactly(100, 100);
    assertThat(CheckpointImages.numbers(RecordedImages.directory()))
        .containsExactlyInAnyOrder(ROOT, ZOMBIE, STOPPED);
  }

  @Test
  void readsStateNameAndRights() {
    CoreImage root = process(ROOT).core();
    assertThat(root.state()).isEqualTo(TaskState.ALIVE);
    assertThat(root.machine()).isEqualTo(1);
    CoreImage zombie = process(ZOMBIE).core();
    assertThat(zombie.state()).isEqualTo(TaskState.DEAD);
    assertThat(zombie.exitStatus()).contains(WaitStatus.exited(7));
    assertThat(zombie.credentials()).isEmpty();
    CoreImage stopped = process(STOPPED).core();
    assertThat(stopped.state()).isEqualTo(TaskState.STOPPED);
    assertThat(stopped.command()).isEqualTo("sleep");
    ImageCredentials credentials = stopped.credentials().orElseThrow();
    assertThat(credentials.effectiveUser()).isZero();
    assertThat(credentials.groups()).containsExactly(24, 27);
  }

  @Test
  void aZombieHasNeitherMemoryNorFiles() {
    ImageProcess zombie = process(ZOMBIE);

    assertThat(zombie.memory()).isEmpty();
    assertThat(zombie.descriptors()).isEmpty();
  }

  @Test
  void theThreadOfAZombieIsNotLookedAt(@TempDir Path scratch) throws IOException {
    Path copy = RecordedImages.copy(scratch);
    withThread(copy.resolve("pstree.img"), ZOMBIE, 0x811A0F30);
    assertThat(process(CheckpointImages.read(copy), ZOMBIE).task().threads()).isEmpty();
    assertThat(CheckpointImages.numbers(copy)).containsExactlyInAnyOrder(ROOT, ZOMBIE, STOPPED);

    withThread(copy.resolve("pstree.img"), STOPPED, 0x811A0F30);
    assertThatThrownBy(() -> CheckpointImages.read(copy))
        .isInstanceOf(ImageFormatException.class)
        .hasMessageContaining("pstree.img is damaged in the entry of process 103");
  }

  @Test
  void readsWhatIsBehindDescriptors() {
    Map<Integer, OpenFile> open =
        process(ROOT).descriptors().stream()
            .collect(
                Collectors.toMap(
                    ImageDescriptor::number, fd -> images.file(fd.file()).orElseThrow()));

    assertThat(open).hasSize(14);
    OpenFile.InternetSocket server = (OpenFile.InternetSocket) at(open, 3);
    assertThat(server.isListening()).isTrue();
    assertThat(server.isConnected()).isFalse();
    assertThat(server.source().address().getHostAddress()).isEqualTo("127.0.0.1");
    assertThat(server.source().port()).isEqualTo(7007);
    OpenFile.UnixSocket named = (OpenFile.UnixSocket) at(open, 4);
    assertThat(named.name()).isEqualTo("/run/image-socket");
    assertThat(named.peer()).isZero();
    OpenFile.UnixSocket left = (OpenFile.UnixSocket) at(open, 5);
    OpenFile.UnixSocket right = (OpenFile.UnixSocket) at(open, 6);
    assertThat(left.peer()).isEqualTo(right.inode());
    OpenFile.InternetSocket datagram = (OpenFile.InternetSocket) at(open, 7);
    assertThat(datagram.family()).isEqualTo(10);
    assertThat(datagram.source().address().isLoopbackAddress()).isTrue();
    assertThat(datagram.source().port()).isEqualTo(7008);
    OpenFile.Regular log = (OpenFile.Regular) at(open, 8);
    assertThat(log.path()).isEqualTo("/run/append.log");
    assertThat(log.size()).isEmpty();
    assertThat(log.position()).isEqualTo(9);
    assertThat(log.isAppendOnly()).isTrue();
    OpenFile.Regular rewritten = (OpenFile.Regular) at(open, 9);
    assertThat(rewritten.size()).isEqualTo(OptionalLong.of(10));
    assertThat(rewritten.isWritable()).isTrue();
    assertThat(rewritten.isAppendOnly()).isFalse();
    assertThat(at(open, 11).type()).isEqualTo(FileType.FIFO);
    assertThat(((OpenFile.Pipe) at(open, 12)).pipe())
        .isEqualTo(((OpenFile.Pipe) at(open, 13)).pipe());
  }

  @Test
  void listsWhatMustBeThereAtARestore() {
    Map<String, RequiredFile> required =
        images.requiredFiles().stream()
            .collect(Collectors.toMap(RequiredFile::path, Function.identity(), (a, b) -> a));

    RequiredFile program = file(required, "/usr/bin/perl");
    assertThat(program.uses()).contains(Use.PROGRAM, Use.MAPPED).doesNotContain(Use.WRITE);
    assertThat(program.size()).isEqualTo(OptionalLong.of(3804432));
    assertThat(program.mode()).hasValue(0100755);
    assertThat(program.buildId().orElseThrow()).matches("[0-9a-f]{40}");
    assertThat(file(required, "/run/here").uses()).containsExactly(Use.DIRECTORY);
    assertThat(file(required, "/run/here").size()).isEmpty();
    assertThat(file(required, "/run/append.log").mayGrow()).isTrue();
    assertThat(file(required, "/run/rewritten").uses()).contains(Use.WRITE);
    assertThat(file(required, "/dev/null").size()).isEmpty();
    assertThat(file(required, "/run/fifo").mode()).hasValue(0010600);
    assertThat(required.keySet()).noneMatch(path -> path.contains("deleted"));
    assertThat(images.writableFiles())
        .extracting(RequiredFile::path)
        .contains("/run/append.log", "/run/rewritten")
        .doesNotContain("/usr/bin/perl");
  }

  @Test
  void readsTheLayoutOfMemory() {
    MemoryImage memory = process(ROOT).memory().orElseThrow();

    assertThat(memory.areas()).isNotEmpty().allMatch(area -> area.bytes() > 0);
    assertThat(memory.areas()).anyMatch(MemoryImage.Area::mapsFile);
    assertThat(memory.areas()).anyMatch(area -> !area.mapsFile() && area.isWritable());
  }

  @Test
  void countsPages() {
    PagemapImage pages = PagemapImage.read(RecordedImages.directory(), ROOT);

    assertThat(pages).isEqualTo(new PagemapImage(1, 698, 0));
    assertThat(pages.presentBytes()).isEqualTo(2859008);
  }

  @Test
  void readsTheTimesOfTheDump() {
    DumpStatistics statistics = DumpStatistics.read(RecordedImages.directory());

    assertThat(statistics.frozen()).isPositive().isGreaterThanOrEqualTo(statistics.memoryWrite());
    assertThat(statistics.pagesWritten()).isEqualTo(698 + 30);
    assertThat(statistics.pagesScanned()).isGreaterThanOrEqualTo(statistics.pagesWritten());
  }

  /** Gives a process one thread with that number. */
  private static void withThread(Path file, InsidePid pid, int thread) throws IOException {
    ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] head = new byte[ImageKind.PSTREE.hasFamilyMagic() ? 8 : 4];
    in.get(head);
    out.write(head);
    while (in.hasRemaining()) {
      byte[] bytes = new byte[in.getInt()];
      in.get(bytes);
      TaskEntry entry = TaskEntry.parseFrom(bytes);
      if (entry.getPid() == pid.value()) {
        bytes = entry.toBuilder().clearThreads().addThreads(thread).build().toByteArray();
      }
      byte[] length =
          ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(bytes.length).array();
      out.write(length);
      out.write(bytes);
    }
    Files.write(file, out.toByteArray());
  }

  private ImageProcess process(InsidePid pid) {
    return process(images, pid);
  }

  private static ImageProcess process(CheckpointImages images, InsidePid pid) {
    return images.process(pid).orElseThrow();
  }

  private static OpenFile at(Map<Integer, OpenFile> open, int number) {
    OpenFile file = open.get(number);
    assertThat(file).as("descriptor " + number).isNotNull();
    return Objects.requireNonNull(file);
  }

  private static RequiredFile file(Map<String, RequiredFile> required, String path) {
    assertThat(required).containsKey(path);
    return Objects.requireNonNull(required.get(path));
  }
}
