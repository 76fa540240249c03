package io.ssi.tests.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * An application of two containers that talk over a directory that their nodes share: one says
 * lines that nobody can guess, the other acknowledges each that it has read. Whatever happens to
 * both, no line may be acknowledged that was not said; that breaks as soon as one of them is
 * brought back in a state from before the other's.
 *
 * @param app the application, whose first container speaks
 * @param listener the root process of the other container
 * @param said what was said
 * @param heard what was acknowledged
 */
record Talk(App app, long listener, Path said, Path heard) {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int LINES = 200;
  private static final String SPEAKER =
      """
      import sys, time, uuid
      said, n = open(sys.argv[1], 'ab', 0), 0
      while True:
        n += 1
        said.write(b'%d %s\\n' % (n, uuid.uuid4().hex.encode()))
        time.sleep(0.0003)
      """;
  private static final String LISTENER =
      """
      import sys, time
      memory = b'x' * (int(sys.argv[3]) << 20)
      said, heard, line = open(sys.argv[1], 'rb'), open(sys.argv[2], 'ab', 0), b''
      while True:
        line += said.readline()
        if line.endswith(b'\\n'):
          heard.write(line)
          line = b''
        else:
          time.sleep(0.0003)
      """;
  private static final int PIDS_PER_CONTAINER = 32_768;

  /** Starts both and waits until they talk. */
  static Talk between(Cluster cluster, String speaker, String listener, String name) {
    return between(cluster, speaker, listener, name, 0);
  }

  /** The same, with a listener that has so much memory. */
  static Talk between(
      Cluster cluster, String speaker, String listener, String name, int mebibytes) {
    Path said = cluster.workshop().resolve(name + ".said");
    Path heard = cluster.workshop().resolve(name + ".heard");
    App app = cluster.start(speaker, "python3", "-c", SPEAKER, said.toString());
    await().atMost(PATIENCE).until(() -> Files.exists(said));
    Finished second =
        cluster.ssi(
            "run",
            "-d",
            "--json",
            "--app",
            app.id(),
            "-w",
            listener,
            "--",
            "python3",
            "-c",
            LISTENER,
            said.toString(),
            heard.toString(),
            Integer.toString(mebibytes));
    Talk talk = new Talk(app, second.number("gpid"), said, heard);
    talk.goesOn();
    return talk;
  }

  /** The number of the listener's container. */
  String container() {
    return Long.toString(listener / PIDS_PER_CONTAINER);
  }

  /** Waits until more is said and acknowledged, and expects that nothing else ever was. */
  void goesOn() {
    int before = isConsistent();
    await().atMost(PATIENCE).until(() -> lines(heard).size() > before + LINES);
    var _ = isConsistent();
  }

  /** Ends both, and waits until they have ended. */
  void end() {
    app.kill();
  }

  /** Expects that just what was said was acknowledged; gives how much. */
  int isConsistent() {
    List<String> acknowledged = new ArrayList<>(lines(heard));
    List<String> spoken = lines(said);
    assertThat(acknowledged).hasSizeLessThanOrEqualTo(spoken.size());
    for (int i = 0; i < acknowledged.size(); i++) {
      if (!acknowledged.get(i).equals(spoken.get(i))) {
        assertThat(acknowledged.get(i))
            .as("line %d that was acknowledged", i)
            .isEqualTo(spoken.get(i));
      }
    }
    return acknowledged.size();
  }

  private static List<String> lines(Path file) {
    try {
      String content = Files.exists(file) ? Files.readString(file) : "";
      return content.substring(0, content.lastIndexOf('\n') + 1).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
