package io.ssi.linux.criu.image;

import io.ssi.linux.InsidePid;
import io.ssi.linux.criu.wire.CriuImageProto.DirectoriesEntry;
import java.nio.file.Path;

/**
 * Where a process is, {@code fs-PID.img}; numbers of files in {@code files.img}.
 *
 * @param working its working directory
 * @param root its root directory
 */
public record ImageDirectories(int working, int root) {

  /** Reads those of one process. */
  public static ImageDirectories read(Path directory, InsidePid pid) {
    return ImageFile.read(directory, ImageKind.FS, pid.value())
        .single(
            DirectoriesEntry.parser(),
            entry -> {
              Present.require(entry.hasWorking(), "cwd_id");
              Present.require(entry.hasRoot(), "root_id");
              return new ImageDirectories(entry.getWorking(), entry.getRoot());
            });
  }
}
