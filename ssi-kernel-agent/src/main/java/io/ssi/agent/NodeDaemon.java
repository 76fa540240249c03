package io.ssi.agent;

import io.ssi.agent.config.AgentConfig;
import io.ssi.agent.daemon.Agent;
import io.ssi.agent.daemon.Facilities;
import io.ssi.linux.CompositionRoot;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;

/** The daemon of one node: an {@link Agent} from the start of the process to SIGTERM. */
@CompositionRoot
public final class NodeDaemon {
  private static final int TIMER_THREADS = 1;

  private NodeDaemon() {}

  /**
   * Serves until the process is told to end. Blocks.
   *
   * @param config what the agent was told
   * @return the exit status
   */
  public static int run(AgentConfig config) {
    CountDownLatch told = new CountDownLatch(1);
    CountDownLatch left = new CountDownLatch(1);
    try (Agent agent = new Agent(config, facilities())) {
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

  private static void leave(CountDownLatch told, CountDownLatch left) {
    told.countDown();
    try {
      left.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Facilities facilities() {
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
        Executors.newScheduledThreadPool(TIMER_THREADS, timer));
  }
}
