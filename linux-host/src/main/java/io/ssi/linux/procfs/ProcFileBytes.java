package io.ssi.linux.procfs;

import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reads whole files whose size is told as zero, and tells absent from refused. Paths are strings:
 * making {@code Path}s costs as much as a third of the read.
 */
final class ProcFileBytes {
  private static final int FIRST_BUFFER = 4096;

  private ProcFileBytes() {}

  /**
   * Reads a file that describes something which may go away meanwhile.
   *
   * @param path the file
   * @param subject the directory whose absence means that the described thing is gone
   * @return the bytes, or empty when it is gone
   */
  static Optional<byte[]> ofTransient(String path, String subject) {
    try {
      return Optional.of(read(path));
    } catch (FileNotFoundException e) {
      return absentOrRefused(Path.of(path), Path.of(subject), e);
    } catch (IOException e) {
      // A read that fails with ESRCH has no exception type of its own, and its text is translated.
      if (Files.exists(Path.of(subject))) {
        throw new UnreadableProcFileException(Path.of(path), e);
      }
      return Optional.empty();
    }
  }

  /**
   * Reads a file of the machine, which is always there.
   *
   * @param path the file
   * @return its bytes
   */
  static byte[] ofMachine(String path) {
    try {
      return read(path);
    } catch (IOException e) {
      throw new UnreadableProcFileException(Path.of(path), e);
    }
  }

  private static Optional<byte[]> absentOrRefused(
      Path path, Path subject, FileNotFoundException first) {
    try {
      FileChannel.open(path).close();
    } catch (NoSuchFileException gone) {
      return Optional.empty();
    } catch (IOException refused) {
      if (Files.exists(subject)) {
        throw new UnreadableProcFileException(path, refused);
      }
      return Optional.empty();
    }
    throw new UnreadableProcFileException(path, first);
  }

  // FileInputStream, because a FileChannel is closed under its reader by an interrupt.
  private static byte[] read(String path) throws IOException {
    try (FileInputStream in = new FileInputStream(path)) {
      byte[] buffer = new byte[FIRST_BUFFER];
      int length = 0;
      while (true) {
        int count = in.read(buffer, length, buffer.length - length);
        if (count <= 0) {
          return Arrays.copyOf(buffer, length);
        }
        length += count;
        if (length == buffer.length) {
          buffer = Arrays.copyOf(buffer, buffer.length * 4);
        }
      }
    }
  }
}
