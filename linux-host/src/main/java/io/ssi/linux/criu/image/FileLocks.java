package io.ssi.linux.criu.image;

import io.ssi.linux.criu.image.HeldLock.Owner;
import io.ssi.linux.criu.wire.CriuImageProto.LockEntry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The locks on files that an image has. CRIU takes each in the restore and waits for it without
 * end, so what the original still holds must be left out.
 */
public final class FileLocks {
  /** The file of an image that has them. */
  public static final String NAME = ImageKind.LOCKS.fileName();

  // As CRIU numbers the kinds that fdinfo of proc(5) names.
  private static final int POSIX = 1;
  private static final int FLOCK = 2;
  private static final int OFDLCK = 4;
  private static final int WRITE_LOCK = 1;
  private static final int HEAD = 2 * Integer.BYTES;

  private FileLocks() {}

  /**
   * All of them.
   *
   * @param directory of the image
   * @return none if there are none
   * @throws ImageFormatException if the file is mutilated
   */
  public static List<HeldLock> read(Path directory) {
    return ImageFile.exists(directory, ImageKind.LOCKS)
        ? ImageFile.read(directory, ImageKind.LOCKS).all(LockEntry.parser(), FileLocks::lock)
        : List.of();
  }

  /**
   * Leaves only those of processes in the image.
   *
   * @param directory of the image
   * @throws IOException if it cannot be written
   */
  public static void keepOfProcesses(Path directory) throws IOException {
    List<HeldLock> locks = read(directory);
    Path file = directory.resolve(ImageKind.LOCKS.fileName());
    byte[] content = Files.readAllBytes(file);
    ByteBuffer in = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN).position(HEAD);
    ByteBuffer out = ByteBuffer.allocate(content.length).put(content, 0, HEAD);
    for (HeldLock lock : locks) {
      int bytes = Integer.BYTES + in.getInt(in.position());
      if (lock.owner() == Owner.PROCESS) {
        out.put(content, in.position(), bytes);
      }
      in.position(in.position() + bytes);
    }
    byte[] kept = new byte[out.flip().remaining()];
    out.get(kept);
    Files.write(file, kept);
  }

  private static HeldLock lock(LockEntry entry) {
    Present.require(entry.hasFlags(), "flag");
    Present.require(entry.hasKind(), "type");
    Owner owner =
        switch (entry.getFlags() & (POSIX | FLOCK | OFDLCK)) {
          case POSIX -> Owner.PROCESS;
          case FLOCK -> Owner.OPEN_FILE;
          case OFDLCK -> Owner.OPEN_FILE_RANGE;
          default -> throw new IllegalArgumentException("a lock of flags " + entry.getFlags());
        };
    return new HeldLock(
        Present.pid(entry.hasPid(), entry.getPid(), "pid"),
        Present.notNegative(entry.hasFd(), entry.getFd(), "fd"),
        owner,
        entry.getKind() == WRITE_LOCK,
        entry.getStart(),
        entry.getLength());
  }
}
