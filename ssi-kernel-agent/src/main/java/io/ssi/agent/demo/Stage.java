package io.ssi.agent.demo;

import io.ssi.agent.embedded.EmbeddedCluster;
import io.ssi.agent.machine.InterruptedWaitException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Where the story is played: types commands as a person would, shows what they print, and checks
 * what must hold. One thread.
 */
final class Stage {
  private static final long POLL_MILLIS = 20;

  private final Map<String, String> environment;
  private final Path home;
  private final Path workshop;
  private final EmbeddedCluster cluster;
  private final PrintWriter out;
  private final LongSupplier nanoClock;

  /**
   * Where things are.
   *
   * @param home where the project lies
   * @param workshop a directory that all nodes share, for the files of the programs
   * @param environment of the caller
   */
  record Places(Path home, Path workshop, Map<String, String> environment) {}

  Stage(Places places, EmbeddedCluster cluster, PrintWriter out, LongSupplier nanoClock) {
    this.home = places.home();
    this.workshop = places.workshop();
    this.environment = places.environment();
    this.cluster = cluster;
    this.out = out;
    this.nanoClock = nanoClock;
  }

  Path workshop() {
    return workshop;
  }

  Path home() {
    return home;
  }

  EmbeddedCluster cluster() {
    return cluster;
  }

  /** Types a command that must succeed, and shows it with its output. */
  String type(String... words) {
    out.println("$ " + spoken(List.of(words)));
    Result result = run(List.of(words));
    show(result.output());
    check("the command succeeds", result.status() == 0, () -> "exit status " + result.status());
    return result.output();
  }

  /** Runs a command quietly, for a check; it must succeed. */
  String ask(String... words) {
    Result result = run(List.of(words));
    if (result.status() != 0) {
      throw new DemoFailedException(
          "'"
              + String.join(" ", words)
              + "' ended with "
              + result.status()
              + ": "
              + result.output());
    }
    return result.output();
  }

  private record Result(int status, String output) {}

  private Result run(List<String> words) {
    List<String> command = new ArrayList<>(words);
    command.set(0, home.resolve("bin").resolve(words.getFirst()).toString());
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    builder.environment().put("SSI_CLUSTER", cluster.places().cluster().value());
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Result(process.waitFor(), output);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot run " + words, e);
    } catch (InterruptedException e) {
      throw new InterruptedWaitException("the demo", e);
    }
  }

  /** Says what is done to the cluster that no command does. */
  void tell(String what) {
    out.println("# " + what);
  }

  /** Shows some output, indented. */
  void show(String output) {
    output.lines().forEach(line -> out.println("  " + line));
  }

  /** Checks something that must hold. */
  void check(String promise, boolean holds, Supplier<String> seen) {
    require(promise, holds, holds ? "" : seen.get());
    out.println("  ok: " + promise);
    out.flush();
  }

  /** Checks one of many that must hold; says nothing when it does. */
  void require(String promise, boolean holds, String seen) {
    if (!holds) {
      throw new DemoFailedException("not true: " + promise + "; " + seen);
    }
  }

  /** Waits for something that must come true, and says so. */
  void await(String promise, Duration limit, BooleanSupplier holds) {
    await(promise, limit, holds, () -> "look at the output of the commands above");
  }

  /** The same, and says what was seen instead if it does not. */
  void await(String promise, Duration limit, BooleanSupplier holds, Supplier<String> seen) {
    long end = nanoClock.getAsLong() + limit.toNanos();
    while (!holds.getAsBoolean()) {
      if (nanoClock.getAsLong() > end) {
        throw new DemoFailedException(
            String.join(
                "; ", "not true after " + limit.toSeconds() + " s: " + promise, seen.get()));
      }
      pause();
    }
    out.println("  ok: " + promise);
    out.flush();
  }

  private static void pause() {
    try {
      // Nothing tells a program from outside that another one has written a file.
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    } catch (InterruptedException e) {
      throw new InterruptedWaitException("the demo", e);
    }
  }

  /** The content of a file, or nothing while it is not there. */
  static String content(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String spoken(List<String> words) {
    List<String> spoken = new ArrayList<>();
    for (String word : words) {
      spoken.add(word.matches("[A-Za-z0-9_./:=,@%+-]+") ? word : "'" + word + "'");
    }
    return String.join(" ", spoken);
  }
}
