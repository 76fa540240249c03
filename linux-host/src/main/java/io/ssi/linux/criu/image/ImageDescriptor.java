package io.ssi.linux.criu.image;

import io.ssi.linux.criu.wire.CriuImageProto.DescriptorEntry;
import java.nio.file.Path;
import java.util.List;

/**
 * An open descriptor, an entry of {@code fdinfo-N.img}.
 *
 * @param number in the process
 * @param file number in {@code files.img}
 * @param type what it is
 */
public record ImageDescriptor(int number, int file, FileType type) {

  /** Reads one table; see {@link ImageObjects#files}. CRIU writes none for an empty table. */
  public static List<ImageDescriptor> readAll(Path directory, int table) {
    long number = Integer.toUnsignedLong(table);
    if (!ImageFile.exists(directory, ImageKind.FDINFO, number)) {
      return List.of();
    }
    return ImageFile.read(directory, ImageKind.FDINFO, number)
        .all(DescriptorEntry.parser(), ImageDescriptor::of);
  }

  private static ImageDescriptor of(DescriptorEntry entry) {
    Present.require(entry.hasId(), "id");
    return new ImageDescriptor(
        Present.notNegative(entry.hasNumber(), entry.getNumber(), "fd"),
        entry.getId(),
        FileType.of(entry.hasType(), entry.getType()));
  }
}
