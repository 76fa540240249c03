package io.ssi.linux.criu.image;

import io.ssi.linux.InsidePid;
import io.ssi.linux.criu.wire.CriuImageProto.ObjectsEntry;
import java.nio.file.Path;

/**
 * Which kernel objects a process uses, {@code ids-PID.img}: processes with equal numbers share
 * them.
 *
 * @param memory its memory
 * @param files its table of descriptors, named by {@code fdinfo-N.img}
 * @param directories its working directory, root and umask
 */
public record ImageObjects(int memory, int files, int directories) {

  /** Reads those of one process. */
  public static ImageObjects read(Path directory, InsidePid pid) {
    return ImageFile.read(directory, ImageKind.IDS, pid.value())
        .single(
            ObjectsEntry.parser(),
            entry -> {
              Present.require(entry.hasMemory(), "vm_id");
              Present.require(entry.hasFiles(), "files_id");
              Present.require(entry.hasDirectories(), "fs_id");
              return new ImageObjects(entry.getMemory(), entry.getFiles(), entry.getDirectories());
            });
  }
}
