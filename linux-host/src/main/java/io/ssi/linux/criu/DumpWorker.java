package io.ssi.linux.criu;

import io.ssi.linux.syscall.Descriptor;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * A worker that was started for one dump to come: starting CRIU takes 5 to 10 ms, which can pass
 * while something else is waited for. Belongs to one thread at a time.
 */
public final class DumpWorker implements AutoCloseable {
  private static final String HELD = "post-dump";

  private final CriuWorker worker;
  private final Optional<Descriptor> pageServer;
  private final CriuLimits limits;
  private final LongSupplier nanoClock;
  private boolean used;

  DumpWorker(
      CriuWorker worker,
      Optional<Descriptor> pageServer,
      CriuLimits limits,
      LongSupplier nanoClock) {
    this.worker = worker;
    this.pageServer = pageServer;
    this.limits = limits;
    this.nanoClock = nanoClock;
  }

  /**
   * Dumps a tree, once, and returns when it is frozen and the image complete but for its
   * statistics. When this fails the original runs on.
   *
   * @param request names no page server: it is the one that the worker was started with
   * @throws CriuFailedException with what stands in the way
   * @throws CriuTimeoutException if it was not held within the limit
   */
  public HeldDump dump(DumpRequest request) {
    if (request.pageServer().isPresent()) {
      throw new IllegalArgumentException("A worker that has started inherits nothing any more");
    }
    return run(pageServer.map(request::withPageServer).orElse(request));
  }

  /** The same, when the request names what the worker was given at its start. */
  HeldDump run(DumpRequest request) {
    if (used) {
      throw new IllegalStateException("This worker has had its dump");
    }
    used = true;
    String operation = "Dump of process " + request.tree() + " into " + request.images();
    CriuSession session =
        new CriuSession(worker, operation, Optional.of(request.log()), limits.end());
    boolean held = false;
    try {
      CriuSession.discardLog(operation, request.log());
      session.send(Calls.dump(request));
      session.receiveNotification(
          HELD, Deadline.after(nanoClock, limits.hold()), CriuOutcome.UNDONE);
      held = true;
      return new HeldDump(session, nanoClock, limits.finish());
    } finally {
      if (!held) {
        session.close();
      }
    }
  }

  /** Ends the worker if it was not used; otherwise its dump has it. Idempotent. */
  @Override
  public void close() {
    if (!used) {
      used = true;
      new CriuSession(worker, "Ending a worker", Optional.empty(), limits.end()).close();
    }
  }
}
