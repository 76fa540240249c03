package io.ssi.tests.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A real terminal of 24 lines of 80 columns, made by script(1), on which one command is run and
 * keys are typed. What the terminal's settings were before and after is kept.
 */
final class TypedTerminal implements AutoCloseable {
  private final Path directory;
  private final Process script;
  private final OutputStream keys;

  private TypedTerminal(Path directory, Process script) {
    this.directory = directory;
    this.script = script;
    this.keys = script.getOutputStream();
  }

  /** Starts a line of a shell, in which {@code ssi} is the client. */
  static TypedTerminal start(Cluster cluster, String line) {
    try {
      Path directory = Files.createTempDirectory("ssi-terminal-");
      String steps =
          "stty rows 24 cols 80; stty -g > before; "
              + line
              + "; echo $? > status.new; stty -g > after; mv status.new status";
      // A terminal's session begins with no signal ignored, whatever the tests themselves ignore.
      ProcessBuilder builder =
          new ProcessBuilder("env", "--default-signal", "script", "-qec", steps, "/dev/null")
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(directory.resolve("shown").toFile());
      builder.environment().put("SSI_CLUSTER", cluster.name());
      builder.environment().put("SSI_AS_BUILT", "1");
      builder.environment().put("TERM", "xterm");
      // Of which script(1) runs the line; another shell would end with Control-C, and say no
      // status.
      builder.environment().put("SHELL", "/bin/bash");
      builder
          .environment()
          .merge(
              "PATH", Project.root() + "/ssi-tools/target/native", (old, ours) -> ours + ":" + old);
      return new TypedTerminal(directory, builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Types; a carriage return is Enter. */
  void type(String text) {
    try {
      keys.write(text.getBytes(StandardCharsets.UTF_8));
      keys.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All that was written on it up to now, with what steers it. */
  String shown() {
    return read("shown");
  }

  /** Waits until something was written on it. */
  void shows(String text) {
    await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(shown()).contains(text));
  }

  /** Waits for the end of the line, and expects that the terminal is as it was. */
  int end() {
    try {
      assertThat(script.waitFor(20, TimeUnit.SECONDS)).as("end of %s", shown()).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a terminal was used", e);
    }
    assertThat(read("after")).isNotEmpty().isEqualTo(read("before"));
    return Integer.parseInt(read("status").strip());
  }

  @Override
  public void close() throws IOException {
    script.descendants().forEach(ProcessHandle::destroyForcibly);
    script.destroyForcibly();
    for (String name : List.of("shown", "before", "after", "status", "status.new")) {
      Files.deleteIfExists(directory.resolve(name));
    }
    Files.delete(directory);
  }

  private String read(String name) {
    try {
      Path file = directory.resolve(name);
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
