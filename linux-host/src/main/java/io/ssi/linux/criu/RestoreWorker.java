package io.ssi.linux.criu;

import io.ssi.linux.InsidePid;
import io.ssi.linux.criu.wire.CriuRpcProto.Answer;
import io.ssi.linux.syscall.Descriptor;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * A worker that was started for one restore to come: entering the cgroups of a container takes the
 * kernel 5 to 20 ms, which need not pass while a program stands still. Belongs to one thread at a
 * time.
 */
public final class RestoreWorker implements AutoCloseable {
  private static final String HELD = "post-restore";

  private final CriuWorker worker;
  private final List<Descriptor> passed;
  private final CriuLimits limits;
  private final LongSupplier nanoClock;
  private boolean used;

  RestoreWorker(
      CriuWorker worker, List<Descriptor> passed, CriuLimits limits, LongSupplier nanoClock) {
    this.worker = worker;
    this.passed = List.copyOf(passed);
    this.limits = limits;
    this.nanoClock = nanoClock;
  }

  /**
   * Restores a tree, once, and returns when it is complete but has not run a single instruction.
   *
   * @param request inherits nothing but what the worker was given at its start
   * @throws CriuFailedException with what stands in the way; nothing of the copy is left
   * @throws CriuTimeoutException if it was not held within the limit; half-made processes may be
   *     left
   * @throws CriuOutcomeUnknownException if the worker died; half-made processes may be left
   */
  public HeldRestore restore(RestoreRequest request) {
    if (!request.inherited().stream().map(InheritedFile::replacement).allMatch(passed::contains)) {
      throw new IllegalArgumentException("A worker that has started inherits nothing any more");
    }
    if (used) {
      throw new IllegalStateException("This worker has had its restore");
    }
    used = true;
    String operation = "Restore from " + request.images();
    Path log = request.log();
    CriuSession session = new CriuSession(worker, operation, Optional.of(log), limits.end());
    boolean held = false;
    try {
      CriuSession.discardLog(operation, log);
      session.send(Calls.restore(request, passed));
      Answer answer =
          session.receiveNotification(
              HELD, Deadline.after(nanoClock, limits.hold()), CriuOutcome.UNKNOWN);
      if (answer.getNotification().getPid() <= 0) {
        throw session.surprising("did not say which process it restored", CriuOutcome.UNKNOWN);
      }
      InsidePid root = new InsidePid(answer.getNotification().getPid());
      held = true;
      return new HeldRestore(session, root, nanoClock, limits.finish());
    } finally {
      if (!held) {
        session.close();
      }
    }
  }

  /** Ends the worker if it was not used; otherwise its restore has it. Idempotent. */
  @Override
  public void close() {
    if (!used) {
      used = true;
      new CriuSession(worker, "Ending a worker", Optional.empty(), limits.end()).close();
    }
  }
}
