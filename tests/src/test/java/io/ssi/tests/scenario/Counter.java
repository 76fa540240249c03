package io.ssi.tests.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A shell pipeline of several processes that numbers the lines of a file.
 *
 * @param app the application
 * @param file what it writes
 */
record Counter(App app, Path file) {
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  /** Starts it on a node and waits until it writes. */
  static Counter on(Cluster cluster, String node, String name) {
    Path file = cluster.workshop().resolve(name);
    String script =
        "n=0; while :; do n=$((n+1)); echo $n; sleep 0.05; done"
            + " | while read n; do echo $n squared is $((n*n)); done | cat >> "
            + file;
    Counter counter = new Counter(cluster.start(node, "sh", "-c", script), file);
    counter.goesOn();
    return counter;
  }

  /** Waits for more lines, and expects that none was ever lost or doubled. */
  void goesOn() {
    int before = lines().size();
    await().atMost(PATIENCE).until(() -> lines().size() > before + 2);
    List<String> lines = lines();
    for (int i = 0; i < lines.size(); i++) {
      long n = i + 1L;
      assertThat(lines.get(i)).isEqualTo(n + " squared is " + n * n);
    }
  }

  private List<String> lines() {
    try {
      String content = Files.exists(file) ? Files.readString(file) : "";
      return content.substring(0, content.lastIndexOf('\n') + 1).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
