package io.ssi.tests.scenario;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The programs that the build has made, and how they are run. */
final class Project {
  private static final Path ROOT =
      Path.of(System.getProperty("ssi.project.root", "..")).toAbsolutePath().normalize();

  private Project() {}

  /** Where the project lies. */
  static Path root() {
    return ROOT;
  }

  /** The client, without its set-up. */
  static Path client() {
    return ROOT.resolve("ssi-tools/target/native/ssi");
  }

  /** What starts the verbs that need no agent. */
  static Path launcher() {
    return ROOT.resolve("bin/lib/ssi-java");
  }

  /** Runs a command to its end, with nothing to read. */
  static Finished run(List<String> command, Map<String, String> environment, int limitSeconds) {
    try {
      Path out = Files.createTempFile("ssi-scenario-", ".out");
      Path err = Files.createTempFile("ssi-scenario-", ".err");
      try {
        ProcessBuilder builder =
            new ProcessBuilder(command)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().putAll(environment);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home", ""));
        builder.environment().put("SSI_AS_BUILT", "1");
        builder.environment().put("SSI_JAVA_LAUNCHER", launcher().toString());
        Process process = builder.start();
        if (!process.waitFor(limitSeconds, TimeUnit.SECONDS)) {
          process.destroyForcibly();
          throw new AssertionError(
              "no end after "
                  + limitSeconds
                  + " s: "
                  + new Finished(command, -1, Files.readString(out), Files.readString(err)));
        }
        return new Finished(
            command, process.exitValue(), Files.readString(out), Files.readString(err));
      } finally {
        Files.delete(out);
        Files.delete(err);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot run " + command, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while " + command + " ran", e);
    }
  }
}
