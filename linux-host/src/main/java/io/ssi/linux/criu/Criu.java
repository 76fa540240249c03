package io.ssi.linux.criu;

import io.ssi.linux.InsidePid;
import io.ssi.linux.criu.wire.CriuRpcProto.Answer;
import io.ssi.linux.criu.wire.CriuRpcProto.CallType;
import io.ssi.linux.criu.wire.CriuRpcProto.Features;
import io.ssi.linux.criu.wire.CriuRpcProto.Version;
import io.ssi.linux.syscall.Descriptor;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * CRIU in one container: checkpoints its process tree and restores one into it, over the RPC of
 * {@code criu swrk} (criu.org/RPC).
 *
 * <p>Every operation has a worker of its own. May be used by several threads; each call blocks
 * until its operation is held or failed.
 */
public final class Criu {
  private final CriuWorkers workers;
  private final CriuLimits limits;
  private final LongSupplier nanoClock;

  /**
   * A driver.
   *
   * @param workers starts workers in the container
   * @param limits for every step
   * @param nanoClock monotonic nanoseconds
   */
  public Criu(CriuWorkers workers, CriuLimits limits, LongSupplier nanoClock) {
    this.workers = workers;
    this.limits = limits;
    this.nanoClock = nanoClock;
  }

  /** The version of the CRIU that the workers run. */
  public CriuVersion version() {
    try (CriuSession session =
        session("Asking CRIU for its version", Optional.empty(), List.of())) {
      session.send(Calls.version());
      Answer answer = probed(session, CallType.CALL_VERSION);
      Version version = answer.getVersion();
      if (!version.hasMajor() || !version.hasMinor()) {
        throw session.surprising("answered without a version", CriuOutcome.UNDONE);
      }
      return new CriuVersion(
          version.getMajor(),
          version.getMinor(),
          version.hasSublevel() ? version.getSublevel() : 0);
    }
  }

  /** What CRIU and the kernel can do together. */
  public CriuFeatures features() {
    try (CriuSession session =
        session("Asking CRIU for its features", Optional.empty(), List.of())) {
      session.send(Calls.features());
      Answer answer = probed(session, CallType.CALL_FEATURE_CHECK);
      if (!answer.hasFeatures()) {
        throw session.surprising("answered without features", CriuOutcome.UNDONE);
      }
      // CRIU leaves out what it does not have.
      Features features = answer.getFeatures();
      return new CriuFeatures(
          features.getMemoryTracking(), features.getLazyPages(), features.getPidfdStore());
    }
  }

  /**
   * Dumps a tree and returns when it is frozen and the image complete but for its statistics.
   *
   * <p>When this fails the original runs on.
   *
   * @throws CriuFailedException with what stands in the way
   * @throws CriuTimeoutException if it was not held within the limit
   */
  public HeldDump dump(DumpRequest request) {
    return dumpWorker(request.pageServer()).run(request);
  }

  /**
   * Starts a worker for a dump to come, so that the dump does not wait for that.
   *
   * @param pageServer takes the pages of the dump, if they are not to stay here; a connected stream
   *     socket, inherited when this returns
   * @return the caller's; it takes a pid of the container from now on
   */
  public DumpWorker dumpWorker(Optional<Descriptor> pageServer) {
    CriuWorker worker = workers.start(pageServer.stream().toList());
    return new DumpWorker(worker, pageServer, limits, nanoClock);
  }

  /**
   * Restores a tree and returns when it is complete but has not run a single instruction.
   *
   * @throws CriuFailedException with what stands in the way; nothing of the copy is left
   * @throws CriuTimeoutException if it was not held within the limit; half-made processes may be
   *     left
   * @throws CriuOutcomeUnknownException if the worker died; half-made processes may be left
   */
  public HeldRestore restore(RestoreRequest request) {
    return restoreWorker(request.inherited().stream().map(InheritedFile::replacement).toList())
        .restore(request);
  }

  /**
   * Starts a worker for a restore to come, so that the restore does not wait for that.
   *
   * @param passed what its restore may put in the place of files that were outside
   * @return the caller's; it takes a pid of the container from now on
   */
  public RestoreWorker restoreWorker(List<Descriptor> passed) {
    return new RestoreWorker(workers.start(passed), passed, limits, nanoClock);
  }

  /**
   * Starts a page server: takes the pages of a dump elsewhere from a connected stream socket and
   * writes them into a directory.
   *
   * @param images existing directory
   * @param socket stays the caller's, who closes it when this returns, so that the server sees the
   *     end
   */
  public PageServer pageServer(Path images, Descriptor socket) {
    String operation = "Page server for " + images;
    Path log = images.resolve(PageServer.LOG_FILE);
    CriuSession.discardLog(operation, log);
    CriuSession session = session(operation, Optional.of(log), List.of(socket));
    boolean started = false;
    try {
      session.send(Calls.pageServer(images));
      // CRIU answers both kinds of page server with the type of the first.
      Answer answer = probed(session, CallType.CALL_PAGE_SERVER);
      if (answer.getPageServer().getPid() <= 0) {
        throw session.surprising("did not say which process serves", CriuOutcome.UNDONE);
      }
      InsidePid pid = new InsidePid(answer.getPageServer().getPid());
      started = true;
      return new PageServer(session, pid, nanoClock);
    } finally {
      if (!started) {
        session.close();
      }
    }
  }

  private CriuSession session(String operation, Optional<Path> log, List<Descriptor> passed) {
    return new CriuSession(workers.start(passed), operation, log, limits.end());
  }

  private Answer probed(CriuSession session, CallType type) {
    Deadline deadline = Deadline.after(nanoClock, limits.probe());
    return session.requireSuccess(
        session.receiveResponse(type, deadline, CriuOutcome.UNDONE), CriuOutcome.UNDONE);
  }
}
