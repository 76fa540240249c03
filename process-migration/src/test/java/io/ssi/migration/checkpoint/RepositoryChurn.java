package io.ssi.migration.checkpoint;

import io.ssi.migration.CheckpointId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/**
 * Stores and deletes versions until it is killed, and says so on its standard output: {@code listed
 * N} when version N is whole, {@code deleting N} before it is deleted.
 */
final class RepositoryChurn {
  private static final int PAGES = 300;
  private static final int PAGE = 4096;
  static final int APPLICATION = 17;

  private RepositoryChurn() {}

  /** Takes the directory, the first version's number and a seed. */
  public static void main(String[] arguments) throws IOException {
    ImageRepository repository = SmallVersions.repository(Path.of(arguments[0]));
    repository.tidy();
    Random random = new Random(Long.parseLong(arguments[2]));
    byte[] memory = new byte[PAGES * PAGE];
    random.nextBytes(memory);
    for (int version = Integer.parseInt(arguments[1]); ; version++) {
      for (int change = 0; change < PAGES / 3; change++) {
        memory[random.nextInt(memory.length)]++;
      }
      SmallVersions.store(
          repository, new CheckpointId(APPLICATION, version), Instant.EPOCH, memory);
      say("listed " + version);
      List<CheckpointId> all = repository.list();
      if (all.size() > 2) {
        CheckpointId going = all.get(random.nextInt(all.size()));
        say("deleting " + going.version());
        repository.remove(going);
      }
    }
  }

  private static void say(String line) {
    // One write, so that no half of a line is read.
    System.out.writeBytes((line + "\n").getBytes(StandardCharsets.US_ASCII));
    System.out.flush();
  }
}
