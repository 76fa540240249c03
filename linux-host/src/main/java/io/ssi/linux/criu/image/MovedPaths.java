package io.ssi.linux.criu.image;

import com.google.protobuf.InvalidProtocolBufferException;
import io.ssi.linux.criu.wire.CriuImageProto.FileEntry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Gives files of an image other names, so that a restore opens others in their place. */
public final class MovedPaths {
  private MovedPaths() {}

  /**
   * Changes the names of all files below a directory. What else the image says of them stays.
   *
   * @param directory of the image; the file that names them is written anew
   * @param from the directory, with a slash at its end
   * @param to the one that takes its place, with a slash at its end
   * @return how many names were changed
   * @throws ImageFormatException if the image is incomplete or mutilated
   * @throws IOException if it cannot be written
   */
  public static int move(Path directory, String from, String to) throws IOException {
    Path file = directory.resolve(ImageKind.FILES.fileName());
    var entries = ImageFile.read(directory, ImageKind.FILES);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    write(all, ImageKind.FILES.familyMagic());
    write(all, ImageKind.FILES.magic());
    int moved = 0;
    for (int i = 0; i < entries.size(); i++) {
      byte[] entry = entries.bytes(i);
      Optional<byte[]> renamed = moved(file, entry, from, to);
      moved += renamed.isPresent() ? 1 : 0;
      byte[] next = renamed.orElse(entry);
      write(all, next.length);
      all.write(next);
    }
    if (moved > 0) {
      Files.write(file, all.toByteArray());
    }
    return moved;
  }

  // Fields that we do not know are kept by the parser.
  private static Optional<byte[]> moved(Path file, byte[] entry, String from, String to) {
    try {
      FileEntry one = FileEntry.parseFrom(entry);
      String name = one.getRegular().getPath();
      if (!name.startsWith(from)) {
        return Optional.empty();
      }
      FileEntry.Builder next = one.toBuilder();
      next.getRegularBuilder().setPath(to + name.substring(from.length()));
      return Optional.of(next.build().toByteArray());
    } catch (InvalidProtocolBufferException e) {
      throw new ImageFormatException("The image " + file + " is damaged: " + e.getMessage(), e);
    }
  }

  private static void write(ByteArrayOutputStream out, int number) {
    out.writeBytes(
        ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(number).array());
  }
}
