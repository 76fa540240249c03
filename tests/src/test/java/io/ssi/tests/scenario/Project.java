package io.ssi.tests.scenario;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

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
    try (Running running = Running.start(command, environment)) {
      return running.end(limitSeconds);
    }
  }
}
