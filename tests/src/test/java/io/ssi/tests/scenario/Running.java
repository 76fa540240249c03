package io.ssi.tests.scenario;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A command that was started, in a process group of its own, and that a person may interrupt. */
final class Running implements AutoCloseable {
  // Ignored signals are inherited, and who runs the build may ignore Ctrl-C.
  private static final List<String> ON_ITS_OWN =
      List.of("setsid", "env", "--default-signal=INT,QUIT,TERM");

  private final List<String> command;
  private final Path out;
  private final Path err;
  private final Process process;

  private Running(List<String> command, Map<String, String> environment) throws IOException {
    this.command = command;
    out = Files.createTempFile("ssi-scenario-", ".out");
    err = Files.createTempFile("ssi-scenario-", ".err");
    List<String> words = Stream.concat(ON_ITS_OWN.stream(), command.stream()).toList();
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().putAll(environment);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home", ""));
    builder.environment().put("SSI_AS_BUILT", "1");
    builder.environment().put("SSI_JAVA_LAUNCHER", Project.launcher().toString());
    process = builder.start();
  }

  /** Starts a command, with nothing to read. */
  static Running start(List<String> command, Map<String, String> environment) {
    try {
      return new Running(command, environment);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot start " + command, e);
    }
  }

  /** What it has written to its standard output up to now. */
  String out() {
    return read(out);
  }

  /** What it has written to its standard error up to now. */
  String err() {
    return read(err);
  }

  /** Sends it what Ctrl-C sends, and waits for its end. */
  Finished interrupted(int limitSeconds) {
    signal(Long.toString(process.pid()));
    return end(limitSeconds);
  }

  /** Ctrl-C on a terminal: every process of the group gets it. Waits for the end. */
  Finished interruptedAsAGroup(int limitSeconds) {
    signal("-" + process.pid());
    return end(limitSeconds);
  }

  /** Waits for the end. */
  Finished end(int limitSeconds) {
    try {
      boolean ended = process.waitFor(limitSeconds, TimeUnit.SECONDS);
      Finished finished =
          new Finished(command, ended ? process.exitValue() : -1, read(out), read(err));
      if (!ended) {
        throw new AssertionError("no end after " + limitSeconds + " s: " + finished);
      }
      return finished;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while " + command + " ran", e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      Files.delete(out);
      Files.delete(err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void signal(String whom) {
    try {
      new ProcessBuilder("kill", "-INT", "--", whom).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot signal " + command, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while " + command + " ran", e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
