package io.ssi.agent;

import io.ssi.agent.command.LocalProcess;
import io.ssi.agent.command.LocalVerbs;
import io.ssi.agent.embedded.ClientNodeStates;
import io.ssi.agent.embedded.Installation;
import io.ssi.linux.CompositionRoot;
import io.ssi.tools.service.Cancellation;
import io.ssi.tools.verb.ExitStatus;
import io.ssi.tools.verb.VerbInput;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Entry point of the Java part: the daemon, and the verbs that need no running agent. Started by
 * {@code bin/lib/ssi-java}, which says by the property {@code ssi.home} where the project lies and
 * by {@code ssi.terminals} which standard streams are terminals.
 */
@CompositionRoot
public final class Main {
  private static final int TIDY_UP_SECONDS = 60;

  private Main() {}

  /**
   * Carries out one verb and ends the process with its exit status.
   *
   * @param arguments as typed, options and verb in any order
   */
  public static void main(String[] arguments) {
    Path home = Path.of(System.getProperty("ssi.home", "")).toAbsolutePath();
    Installation installation =
        Installation.of(home, System.getenv().getOrDefault("SSI_CACHE", ""));
    var verbs =
        new LocalVerbs(
            installation,
            new ClientNodeStates(installation.client()),
            new SecureRandom(),
            System::nanoTime,
            NodeDaemon::run);
    var cancellation = new Cancellation();
    var input =
        new VerbInput(
            LocalProcess.describe(System.getenv(), System.getProperty("ssi.terminals", "")),
            new FileInputStream(FileDescriptor.in),
            new FileOutputStream(FileDescriptor.out),
            new FileOutputStream(FileDescriptor.err),
            cancellation,
            Optional.empty(),
            Optional.empty());
    List<String> words = arguments.length == 0 ? List.of("help") : List.of(arguments);
    // The daemon has an order of its own for its end.
    var done = new CountDownLatch(words.getFirst().equals("agent") ? 0 : 1);
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> interrupt(cancellation, done), "ssi-verb-interruption"));
    ExitStatus status = verbs.runner().run(words, input);
    done.countDown();
    System.exit(status.shellCode());
  }

  /** A signal that ends the JVM lets the verb tidy up first; the JVM then ends as by the signal. */
  private static void interrupt(Cancellation cancellation, CountDownLatch done) {
    if (done.getCount() > 0) {
      cancellation.cancel(Cancellation.Reason.INTERRUPTED);
    }
    try {
      boolean _ = done.await(TIDY_UP_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
