package io.ssi.migration.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What is written so that it outlives a loss of power: fsync(2). Blocks for the disk. */
public final class Durable {
  private Durable() {}

  /**
   * Sees to it that a file's content, or a directory's names, are on the disk.
   *
   * @param path a file or a directory that is there
   * @throws IOException if the disk fails
   */
  public static void force(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
