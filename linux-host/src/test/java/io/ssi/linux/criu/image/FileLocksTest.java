package io.ssi.linux.criu.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssi.linux.InsidePid;
import io.ssi.linux.criu.image.HeldLock.Owner;
import io.ssi.linux.criu.wire.CriuImageProto.LockEntry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileLocksTest {
  private static final int POSIX = 1;
  private static final int FLOCK = 2;
  private static final int OPEN_FILE_RANGE = 4;

  @TempDir Path directory;

  private void write(int... kinds) throws IOException {
    ByteBuffer out = ByteBuffer.allocate(1000).order(ByteOrder.LITTLE_ENDIAN);
    out.putInt(ImageKind.LOCKS.familyMagic()).putInt(ImageKind.LOCKS.magic());
    for (int kind : kinds) {
      byte[] entry =
          LockEntry.newBuilder()
              .setFlags(kind)
              .setKind(1)
              .setPid(3)
              .setFd(4 + kind)
              .setStart(5)
              .setLength(6)
              .build()
              .toByteArray();
      out.putInt(entry.length).put(entry);
    }
    byte[] content = new byte[out.flip().remaining()];
    out.get(content);
    Files.write(directory.resolve(FileLocks.NAME), content);
  }

  @Test
  void readsWhoseALockIs() throws IOException {
    write(POSIX, FLOCK, OPEN_FILE_RANGE);

    assertThat(FileLocks.read(directory))
        .containsExactly(
            new HeldLock(new InsidePid(3), 5, Owner.PROCESS, true, 5, 6),
            new HeldLock(new InsidePid(3), 6, Owner.OPEN_FILE, true, 5, 6),
            new HeldLock(new InsidePid(3), 8, Owner.OPEN_FILE_RANGE, true, 5, 6));
  }

  @Test
  void leavesOnlyThoseOfProcesses() throws IOException {
    write(FLOCK, POSIX, OPEN_FILE_RANGE, POSIX);

    FileLocks.keepOfProcesses(directory);

    assertThat(FileLocks.read(directory))
        .extracting(HeldLock::owner)
        .containsExactly(Owner.PROCESS, Owner.PROCESS);
  }

  @Test
  void anImageWithoutTheFileHasNone() {
    assertThat(FileLocks.read(directory)).isEmpty();
  }

  @Test
  void aLockOfAnUnknownKindIsAnError() throws IOException {
    write(8);

    assertThatThrownBy(() -> FileLocks.read(directory)).isInstanceOf(ImageFormatException.class);
  }
}
