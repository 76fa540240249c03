package io.ssi.tests.scenario;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Migrations that leave a node are held at a phase, until this is closed: docs/testing.md. The
 * files are on the node's own file system, which outlives its agent.
 */
final class Hold implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Path place;
  private final Path phase;

  private Hold(Path place, String phase) {
    this.place = place;
    this.phase = place.resolve(phase);
  }

  /** From now on, for the migrations that come to that phase. */
  static Hold at(Cluster cluster, String node, String phase) {
    int init = cluster.embedded().init(node).orElseThrow().pid();
    Path place = Path.of("/proc", Integer.toString(init), "root/run/ssi/hold");
    Hold hold = new Hold(place, phase);
    try {
      Files.createDirectories(place);
      Files.deleteIfExists(hold.said());
      Files.createFile(hold.phase);
      return hold;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns when one is held. */
  void awaitHeld() {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(5))
        .until(() ->
            Files.exists(said())
                && Files.readString(said()).equals(String.valueOf(phase.getFileName())));
  }

  private Path said() {
    return place.resolve("held");
  }

  /** Lets it go on. */
  @Override
  public void close() {
    try {
      Files.deleteIfExists(phase);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
