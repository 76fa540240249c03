package io.ssi.tests.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ssi.agent.demo.program.Ledger;
import io.ssi.agent.demo.program.LedgerState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The JVM program {@link Ledger} as an application, and what it writes.
 *
 * @param app the application
 * @param directory of its files
 */
record LedgerApp(App app, Path directory) {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int LINES = 30;

  /** Starts it on a node and waits until it writes. */
  static LedgerApp on(Cluster cluster, String node, String name) {
    try {
      Path directory = Files.createDirectory(cluster.workshop().resolve(name));
      App app =
          cluster.start(
              node,
              Path.of(System.getProperty("java.home"), "bin/java").toString(),
              "-XX:+UseSerialGC",
              "-XX:-UsePerfData",
              "-Xmx64m",
              "-cp",
              Project.root().resolve("ssi-kernel-agent/target/ssi-agent.jar").toString(),
              Ledger.class.getName(),
              directory.toString(),
              "16");
      LedgerApp ledger = new LedgerApp(app, directory);
      ledger.goesOn();
      return ledger;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for more lines, and expects that none was ever lost, doubled or written by another. */
  void goesOn() {
    int before = lines().size();
    await().atMost(PATIENCE).until(() -> lines().size() > before + LINES);
    List<String> lines = lines();
    for (int i = 0; i < lines.size(); i++) {
      assertThat(lines.get(i)).isEqualTo((i + 1) + " " + app.pid());
    }
    await()
        .atMost(PATIENCE)
        .ignoreExceptionsInstanceOf(IllegalArgumentException.class)
        .untilAsserted(() -> {
          LedgerState state =
              LedgerState.parse(Files.readString(directory.resolve(Ledger.STATE_FILE)));
          assertThat(state.corrupt()).as("blocks of memory that changed").isZero();
          assertThat(state.pid()).isEqualTo(app.pid());
        });
  }

  /** The whole lines that it has written. */
  List<String> lines() {
    Path file = directory.resolve(Ledger.SEQUENCE_FILE);
    try {
      String content = Files.exists(file) ? Files.readString(file) : "";
      return content.substring(0, content.lastIndexOf('\n') + 1).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
