package io.ssi.agent.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Lets one program at a time change a cluster. The lock ends with its holder. */
final class ClusterLock implements AutoCloseable {
  private final FileChannel channel;

  private ClusterLock(FileChannel channel) {
    this.channel = channel;
  }

  /** Takes the lock, or says that another program has it. */
  static ClusterLock take(ClusterPlaces places) throws IOException {
    while (true) {
      Files.createDirectories(places.run());
      Path file = places.lock();
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!locked(channel)) {
        channel.close();
        throw new EmbeddedException(
            "cluster "
                + places.cluster()
                + " is being started or ended by another ssi up or ssi down; wait for that to end");
      }
      String holder = Long.toString(ProcessHandle.current().pid());
      channel.truncate(0).write(ByteBuffer.wrap(holder.getBytes(StandardCharsets.US_ASCII)));
      // An ssi down that ended in between has removed the file: then this is a lock on nothing.
      if (Files.exists(file) && Files.readString(file).equals(holder)) {
        return new ClusterLock(channel);
      }
      channel.close();
    }
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      @Nullable FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
