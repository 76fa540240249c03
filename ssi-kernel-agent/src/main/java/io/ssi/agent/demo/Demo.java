package io.ssi.agent.demo;

import io.ssi.agent.AgentException;
import io.ssi.agent.embedded.EmbeddedCluster;
import io.ssi.linux.CompositionRoot;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * The story from the first node to the last. Ends at the first thing that does not hold, and cleans
 * up in any case.
 */
@CompositionRoot
public final class Demo {
  // Not below /tmp, which every node has to itself.
  private static final Path SHARED = Path.of("/var/tmp");

  private final Setting setting;
  private final EmbeddedCluster cluster;
  private final PrintWriter out;
  private final LongSupplier nanoClock;

  /**
   * What the demo is played with.
   *
   * @param home where the project lies
   * @param java the program that runs Java
   * @param environment of the caller
   */
  public record Setting(Path home, Path java, Map<String, String> environment) {

    /** Keeps a copy of the environment. */
    public Setting {
      environment = Map.copyOf(environment);
    }
  }

  /**
   * A demo.
   *
   * @param setting what it is played with
   * @param cluster that does not exist yet
   * @param out where the story is told
   * @param nanoClock a clock that only goes forward
   */
  public Demo(Setting setting, EmbeddedCluster cluster, PrintWriter out, LongSupplier nanoClock) {
    this.setting = setting;
    this.cluster = cluster;
    this.out = out;
    this.nanoClock = nanoClock;
  }

  /**
   * Plays it; blocks for about a minute.
   *
   * @throws DemoFailedException at the first thing that does not hold
   */
  public void play() {
    if (cluster.exists()) {
      throw new DemoFailedException(
          "there is a cluster "
              + cluster.places().cluster()
              + " on this machine already; end it with 'ssi down', or play the demo with --cluster NAME");
    }
    long start = nanoClock.getAsLong();
    Path workshop = workshop();
    try {
      MachineState before = MachineState.now(workshop, cluster.places().cluster().value());
      Stage stage =
          new Stage(
              new Stage.Places(setting.home(), workshop, setting.environment()),
              cluster,
              out,
              nanoClock);
      Programs programs = new Programs();
      List<Scene> scenes =
          List.of(
              new ClusterScene(),
              new MemoryScene(),
              new StartScene(programs, setting.java()),
              new MoveScene(programs),
              new CheckpointScene(programs),
              new NodesScene(programs),
              new DownScene(before));
      int number = 1;
      for (Scene scene : scenes) {
        out.println();
        out.println("== " + number++ + ". " + scene.title());
        scene.play(stage);
      }
      out.println();
      out.println("All of it held, in " + (nanoClock.getAsLong() - start) / 1_000_000_000L + " s.");
    } finally {
      out.flush();
      // An interruption ends the story, not the cleaning up.
      boolean interrupted = Thread.interrupted();
      end();
      delete(workshop);
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * Ends the cluster, also when the interruption comes meanwhile: what a signal to all has done to
   * a command may be seen before it. It comes once, so a second try only fails where the first
   * would.
   */
  private void end() {
    try {
      cluster.down();
    } catch (AgentException e) {
      boolean _ = Thread.interrupted();
      cluster.down();
    }
  }

  private static Path workshop() {
    try {
      return Files.createTempDirectory(SHARED, "ssi-demo-");
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot make a directory in " + SHARED, e);
    }
  }

  private static void delete(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot remove " + directory, e);
    }
  }
}
