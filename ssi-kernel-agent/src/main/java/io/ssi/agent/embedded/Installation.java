package io.ssi.agent.embedded;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The programs that a cluster is started with.
 *
 * @param home where the project was built
 * @param javaHome the JDK
 * @param cache where the chosen CRIU lies
 */
public record Installation(Path home, Path javaHome, Path cache) {

  private static final String JAR = "ssi-kernel-agent/target/ssi-agent.jar";

  /**
   * The installation that this program runs from.
   *
   * @param home where the project was built
   * @param cache the variable {@code SSI_CACHE}, or empty
   * @return the installation
   */
  public static Installation of(Path home, String cache) {
    return new Installation(
        home,
        Path.of(System.getProperty("java.home")),
        Path.of(cache.isEmpty() ? "/var/cache/ssi" : cache).toAbsolutePath());
  }

  /**
   * How CRIU is started.
   *
   * @return a file with one argument per line, which may be missing
   */
  public Path criuCommandFile() {
    return cache.resolve("criu/command");
  }

  /**
   * pid 1 of nodes and containers.
   *
   * @return the program {@code ssi-keeper}
   */
  public Path keeper() {
    return home.resolve("linux-host/target/native/ssi-keeper");
  }

  /**
   * The command that people type, without its set-up.
   *
   * @return the program {@code ssi}
   */
  public Path client() {
    return home.resolve("ssi-tools/target/native/ssi");
  }

  /**
   * Says what was not built yet, before anything is changed.
   *
   * @throws EmbeddedException naming the first program that is missing
   */
  void check() {
    for (Path program : List.of(keeper(), launcher(), home.resolve(JAR))) {
      if (!Files.isReadable(program)) {
        throw new EmbeddedException(
            program + " is missing; build it with " + home.resolve("bin/ssi") + " version");
      }
    }
  }

  Path launcher() {
    return home.resolve("bin/lib/ssi-java");
  }

  /** What a node must see even if it lies where the node has something of its own. */
  List<Path> directories() {
    return List.of(home, javaHome, cache);
  }
}
