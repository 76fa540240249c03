package io.ssi.agent;

import io.ssi.agent.command.LocalVerbs;
import io.ssi.agent.command.Surroundings;
import io.ssi.agent.embedded.ListeningSockets;
import io.ssi.linux.CompositionRoot;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;

/**
 * Entry point of the Java part: the daemon, and the verbs that need no running agent. Started by
 * {@code bin/lib/ssi-java}, which says by the property {@code ssi.home} where the project lies and
 * by {@code ssi.terminal} that a person watches.
 */
@CompositionRoot
public final class Main {
  private Main() {}

  /**
   * Carries out one verb and ends the process with its exit status.
   *
   * @param arguments as typed, options and verb in any order
   */
  public static void main(String[] arguments) {
    var surroundings =
        new Surroundings(
            new PrintWriter(System.out, true, StandardCharsets.UTF_8),
            new PrintWriter(System.err, true, StandardCharsets.UTF_8),
            System.getProperty("ssi.terminal") != null,
            System.getenv(),
            Path.of(System.getProperty("ssi.home", "")).toAbsolutePath(),
            System::nanoTime,
            new SecureRandom(),
            new ListeningSockets(),
            NodeDaemon::run);
    int status = LocalVerbs.run(surroundings, arguments);
    surroundings.out().flush();
    surroundings.err().flush();
    System.exit(status);
  }
}
