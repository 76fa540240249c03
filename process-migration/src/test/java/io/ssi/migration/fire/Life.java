package io.ssi.migration.fire;

import io.ssi.linux.LinuxException;
import io.ssi.linux.procfs.ProcFs;
import io.ssi.membership.testing.InMemoryNetwork;
import io.ssi.migration.image.ImageDirectory;
import io.ssi.migration.target.ArrivalServer;
import io.ssi.pid.host.ContainerHost;
import io.ssi.pid.host.HostParts;
import io.ssi.pid.log.ApplicationFiles;
import io.ssi.pid.log.SegmentFetcher;
import io.ssi.pid.registry.ApplicationRegistry;
import io.ssi.pid.registry.ReservedNumbers;
import io.ssi.pid.registry.Retention;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One agent of a node, from its start to its end. */
final class Life {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  final ApplicationRegistry registry;
  final ContainerHost host;
  final FireContainers containers;
  final ArrivalServer arrivals;
  final LaterTasks later = new LaterTasks();
  volatile boolean hasQuorum = true;

  private final World world;
  private final Machine machine;
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean dead;

  Life(World world, Machine machine, InMemoryNetwork network) {
    this.world = world;
    this.machine = machine;
    this.registry =
        new ApplicationRegistry(
            new FiredMap(this, network), ReservedNumbers.NONE, Retention.DEFAULT, World.CLOCK);
    ApplicationFiles files = new ApplicationFiles(machine.directory().resolve("applications"));
    this.host =
        new ContainerHost(
            new HostParts(
                machine.id,
                registry,
                machine.containers,
                files,
                new SegmentFetcher(
                    registry,
                    files,
                    network.channel(machine.id),
                    network.join(machine.id),
                    Runnable::run,
                    later.timer()),
                new ProcFs(Path.of("/proc")),
                Optional.empty(),
                World.CLOCK,
                Runnable::run,
                later.timer()));
    this.containers = new FireContainers(this);
    this.arrivals =
        new ArrivalServer(
            machine.id, containers, registry, machine.arriving(), this::thread, Runnable::run);
  }

  World world() {
    return world;
  }

  Machine machine() {
    return machine;
  }

  /** Something that can be seen from outside of the agent is about to be done. */
  void effect(String what) {
    world.effect(this, what);
  }

  void requireAlive() {
    if (dead) {
      throw new AgentDied(machine.toString());
    }
  }

  boolean isDead() {
    return dead;
  }

  /** What an agent does when it starts: takes over what is here, and settles what was left. */
  void begin() {
    try {
      new ImageDirectory(machine.leaving()).delete();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    arrivals.recovery().start(host.attachAll());
  }

  Thread thread(Runnable task) {
    Thread thread =
        new Thread(() -> {
          try {
            task.run();
          } catch (AgentDied | LinuxException e) {
            // What its threads run into while they are unwound does not count.
            if (!dead) {
              throw e;
            }
          }
        });
    thread.setDaemon(true);
    synchronized (threads) {
      threads.add(thread);
    }
    return thread;
  }

  /** SIGKILL. CRIU notices that nobody drives it any more. */
  void die(InMemoryNetwork network) {
    if (!dead) {
      dead = true;
      machine.agentDied();
      unwind(network);
    }
  }

  /** The end of the world: nobody looks at what it leaves. */
  void end(InMemoryNetwork network) {
    if (!dead) {
      dead = true;
      unwind(network);
    }
  }

  private void unwind(InMemoryNetwork network) {
    host.close();
    machine.workers.forEach(FakeWorker::disconnect);
    network.crash(machine.id);
    synchronized (threads) {
      threads.forEach(Thread::interrupt);
    }
  }

  /** Waits for the threads that can come to their end now. */
  void join() throws InterruptedException {
    List<Thread> started;
    synchronized (threads) {
      started = List.copyOf(threads);
    }
    for (Thread thread : started) {
      if (thread.getState() != Thread.State.NEW && !thread.join(PATIENCE)) {
        StringBuilder where = new StringBuilder("a thread of the " + machine + " is stuck at");
        for (StackTraceElement line : thread.getStackTrace()) {
          where.append("\n  ").append(line);
        }
        throw new AssertionError(where.toString());
      }
    }
  }
}
