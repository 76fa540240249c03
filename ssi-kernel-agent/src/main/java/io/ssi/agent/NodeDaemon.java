package io.ssi.agent;

import io.ssi.agent.config.AgentConfig;
import io.ssi.agent.daemon.Agent;
import io.ssi.agent.daemon.Facilities;
import io.ssi.linux.CompositionRoot;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The daemon of one node: an {@link Agent} from the start of the process to SIGTERM. */
@CompositionRoot
public final class NodeDaemon {
  private static final int TIMER_THREADS = 1;
  // The log manager holds loggers weakly, and forgets their level with them.
  private static final List<Logger> QUIET = new CopyOnWriteArrayList<>();

  private NodeDaemon() {}

  /**
   * Serves until the process is told to end. Blocks.
   *
   * @param config what the agent was told
   * @return the exit status
   */
  public static int run(AgentConfig config) {
    quietLibraries();
    CountDownLatch told = new CountDownLatch(1);
    CountDownLatch left = new CountDownLatch(1);
    try (Agent agent = new Agent(config, facilities(told::countDown))) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> leave(told, left), "ssi-agent-stop"));
      agent.join();
      told.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      left.countDown();
    }
    return 0;
  }

  /**
   * They log each death of a node as an error of theirs; what a person must know is in our own log.
   */
  private static void quietLibraries() {
    for (String library : List.of("org.infinispan", "org.jgroups")) {
      Logger logger = Logger.getLogger(library);
      logger.setLevel(Level.WARNING);
      QUIET.add(logger);
    }
  }

  private static void leave(CountDownLatch told, CountDownLatch left) {
    told.countDown();
    try {
      left.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Facilities facilities(Runnable stop) {
    ThreadFactory virtual = Thread.ofVirtual().name("ssi-wait-", 0).factory();
    ThreadFactory platform = Thread.ofPlatform().name("ssi-work-", 0).daemon().factory();
    ThreadFactory timer = Thread.ofPlatform().name("ssi-timer-", 0).daemon().factory();
    return new Facilities(
        InstantSource.system(),
        System::nanoTime,
        new SecureRandom(),
        virtual,
        platform,
        Executors.newThreadPerTaskExecutor(virtual),
        Executors.newScheduledThreadPool(TIMER_THREADS, timer),
        stop,
        new HeldPhases(HeldPhases.PLACE));
  }
}
