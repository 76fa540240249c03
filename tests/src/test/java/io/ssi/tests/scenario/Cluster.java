package io.ssi.tests.scenario;

import io.ssi.agent.config.ClusterName;
import io.ssi.agent.embedded.EmbeddedCluster;
import io.ssi.agent.embedded.Installation;
import io.ssi.agent.embedded.ListeningSockets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * An embedded cluster with a name of its own, as the fixture of a class or of a single test. It is
 * ended in any case, with all that it left on the machine.
 */
final class Cluster implements BeforeAllCallback, AfterAllCallback, AutoCloseable {
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final int UP_SECONDS = 120;
  private static final int VERB_SECONDS = 60;

  // Not below /tmp, which every node has to itself.
  private final Path workshop;
  private final String name = "t" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet();
  private final List<String> size;
  private final Map<String, String> environment;
  private final EmbeddedCluster embedded;

  private Cluster(int nodes, int spare, Map<String, String> environment) {
    workshop = Path.of("/var/tmp/ssi-scenario-" + name);
    size = List.of("--nodes", Integer.toString(nodes), "--spare", Integer.toString(spare));
    this.environment = environment;
    embedded =
        new EmbeddedCluster(
            new ClusterName(name),
            new EmbeddedCluster.Tools(
                Installation.of(Project.root(), ""),
                new ListeningSockets(),
                new SecureRandom(),
                System::nanoTime,
                note -> {}));
  }

  /** One that is not started yet. */
  static Cluster of(int nodes, int spare) {
    return new Cluster(nodes, spare, Map.of());
  }

  /** One that is not started yet, whose agents get variables of the environment. */
  static Cluster of(int nodes, int spare, Map<String, String> environment) {
    return new Cluster(nodes, spare, environment);
  }

  /** Starts it. */
  Cluster start() throws IOException {
    try {
      Files.createDirectory(workshop);
      List<String> words = new ArrayList<>(List.of("up"));
      words.addAll(size);
      local(words.toArray(String[]::new)).done();
      return this;
    } catch (IOException | AssertionError e) {
      close();
      throw e;
    }
  }

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    start();
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    close();
  }

  @Override
  public void close() throws IOException {
    keepLogs();
    embedded.down();
    if (Files.exists(workshop)) {
      try (Stream<Path> files = Files.walk(workshop)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  /** What the agents wrote, for whoever looks at a test that failed. */
  private void keepLogs() throws IOException {
    Path kept = Files.createDirectories(Project.root().resolve("tests/target/agent-logs/" + name));
    for (String node : embedded.recordedNodes()) {
      Path log = embedded.places().state(node).resolve("agent.log");
      if (Files.exists(log)) {
        Files.copy(log, kept.resolve(node + ".log"), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  String name() {
    return name;
  }

  /** What can be done to it that no verb does. */
  EmbeddedCluster embedded() {
    return embedded;
  }

  /** A directory that all its nodes share. */
  Path workshop() {
    return workshop;
  }

  /** Runs a verb through the client program. */
  Finished ssi(String... words) {
    return run(Project.client(), VERB_SECONDS, words);
  }

  /**
   * Runs a line of bash in the workshop, in which {@code ssi} is the client. It is killed, with
   * what it started, when it takes too long.
   */
  Finished shell(String line) {
    Map<String, String> variables = new HashMap<>(environment);
    variables.put("SSI_CLUSTER", name);
    // Job control, or what runs in the background would ignore interrupts.
    String script =
        "cd '" + workshop + "'; PATH='" + Project.client().getParent() + "':$PATH; set -m; " + line;
    List<String> command =
        List.of("timeout", "-k", "1", Integer.toString(VERB_SECONDS), "bash", "-c", script);
    return Project.run(command, variables, VERB_SECONDS + 5);
  }

  /** Runs a verb that needs no agent. */
  Finished local(String... words) {
    return run(Project.launcher(), UP_SECONDS, words);
  }

  /** Starts a verb through the client program and does not wait for its end. */
  Running begin(String... words) {
    return Running.start(command(Project.client(), words), environment);
  }

  /** Starts a verb that needs no agent and does not wait for its end. */
  Running beginLocal(String... words) {
    return Running.start(command(Project.launcher(), words), environment);
  }

  /** Starts an application on a node. */
  App start(String node, String... command) {
    List<String> words = new ArrayList<>(List.of("run", "-d", "--json", "-w", node, "--"));
    words.addAll(List.of(command));
    Finished started = ssi(words.toArray(String[]::new));
    return new App(this, Long.toString(started.number("application")), started.number("gpid"));
  }

  private Finished run(Path program, int limit, String... words) {
    return Project.run(command(program, words), environment, limit);
  }

  private List<String> command(Path program, String... words) {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(words));
    // Where launcher and client both accept it: after the verb.
    command.addAll(1, List.of("--cluster", name));
    return command;
  }
}
