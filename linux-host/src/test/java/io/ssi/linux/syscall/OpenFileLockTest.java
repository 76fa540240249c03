package io.ssi.linux.syscall;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssi.linux.LocalPid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenFileLockTest {
  @TempDir Path directory;

  private Path file() throws IOException {
    return Files.createFile(directory.resolve("file"));
  }

  @Test
  void aLockOfAWholeFileIsThatOfAllCopiesOfADescriptor() throws IOException {
    Path file = file();
    try (Descriptor one = Descriptor.open(file, OpenFlag.WRITE);
        Descriptor copy = Descriptor.copyOf(one.number());
        Descriptor other = Descriptor.open(file, OpenFlag.WRITE)) {
      assertThat(OpenFileLock.tryWhole(one, true)).isTrue();
      assertThat(OpenFileLock.tryWhole(copy, true)).isTrue();
      assertThat(OpenFileLock.tryWhole(other, false)).isFalse();
      assertThat(OpenFileLock.tryWhole(copy, false)).isTrue();
      assertThat(OpenFileLock.tryWhole(other, false)).isTrue();
    }
  }

  @Test
  void aLockOfARangeLeavesTheRestFree() throws IOException {
    Path file = file();
    try (Descriptor one = Descriptor.open(file, OpenFlag.WRITE);
        Descriptor other = Descriptor.open(file, OpenFlag.WRITE)) {
      assertThat(OpenFileLock.tryRange(one, true, 10, 5)).isTrue();
      assertThat(OpenFileLock.tryRange(other, true, 14, 0)).isFalse();
      assertThat(OpenFileLock.tryRange(other, true, 15, 0)).isTrue();
      assertThat(OpenFileLock.tryRange(other, true, 0, 10)).isTrue();
    }
  }

  @Test
  void aDescriptorOfAnotherProcessIsTheSameOpenFile() throws IOException {
    Path file = file();
    try (Descriptor own = Descriptor.open(file, OpenFlag.WRITE);
        PidFd self = PidFd.open(new LocalPid((int) ProcessHandle.current().pid())).orElseThrow();
        Descriptor copy = self.copyOf(own.number());
        Descriptor other = Descriptor.open(file, OpenFlag.WRITE)) {
      assertThat(OpenFileLock.tryWhole(copy, true)).isTrue();
      assertThat(OpenFileLock.tryWhole(own, true)).isTrue();
      assertThat(OpenFileLock.tryWhole(other, true)).isFalse();
    }
  }
}
