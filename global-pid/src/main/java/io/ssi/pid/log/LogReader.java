package io.ssi.pid.log;

import io.ssi.membership.Membership;
import io.ssi.membership.channel.ClusterChannel;
import io.ssi.pid.Application;
import io.ssi.pid.ApplicationId;
import io.ssi.pid.Caller;
import io.ssi.pid.NotPermittedException;
import io.ssi.pid.message.LogPiece;
import io.ssi.pid.message.LogRequest;
import io.ssi.pid.registry.ApplicationRegistry;
import io.ssi.pid.registry.Subscription;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Reads what an application wrote, from the first stay to the last, wherever the segments are; on
 * demand follows it while it runs and moves. Any thread, many readers at a time.
 */
public final class LogReader {
  private static final Duration FOLLOW_PATIENCE = Duration.ofSeconds(2);

  private final ApplicationRegistry registry;
  private final SegmentSource source;

  /**
   * Over the cluster.
   *
   * @param registry where applications have been
   * @param channel asks nodes for segments
   * @param membership the nodes that can be asked
   */
  public LogReader(ApplicationRegistry registry, ClusterChannel channel, Membership membership) {
    this.registry = registry;
    this.source = new SegmentSource(channel, membership);
  }

  /**
   * Reads a log. Blocks until everything was told; while following, until the application has ended
   * or the thread is interrupted.
   *
   * @param id whose
   * @param follow whether to go on with what is written from now on
   * @param caller on whose behalf: root or the application's owner
   * @param sink told everything in order
   * @throws io.ssi.pid.NoSuchApplicationException if there is no such application
   * @throws NotPermittedException if it is not the caller's
   */
  public void read(ApplicationId id, boolean follow, Caller caller, LogSink sink) {
    Application first = registry.get(id);
    if (!caller.mayActOn(first.owner().uid())) {
      throw new NotPermittedException(
          "Reading the log of application "
              + id
              + " failed: Operation not permitted (EPERM); it belongs to "
              + first.owner().user());
    }
    Semaphore changes = new Semaphore(0);
    Subscription subscription =
        registry.listen((changed, now) -> {
          if (changed.equals(id)) {
            changes.release();
          }
        });
    try {
      int segment = 0;
      boolean more = true;
      while (more) {
        Application now = registry.get(id);
        if (segment < now.stays().size()) {
          more = segment(id, segment, follow, sink, changes);
          segment++;
        } else {
          more = follow && now.phase().isLive() && await(changes);
        }
      }
    } finally {
      subscription.close();
    }
  }

  /** Tells one segment; false if nothing can follow it. */
  private boolean segment(
      ApplicationId id, int segment, boolean follow, LogSink sink, Semaphore changes) {
    long offset = 0;
    // Without following, what is written after the reading began is not of interest.
    long limit = Long.MAX_VALUE;
    while (!Thread.currentThread().isInterrupted()) {
      Application now = registry.get(id);
      boolean isNewest = segment == now.stays().size() - 1;
      boolean waits = follow && isNewest && now.phase().isLive();
      Duration patience = waits ? FOLLOW_PATIENCE : Duration.ZERO;
      LogRequest request = new LogRequest(id, segment, offset, LogRequest.MAX_BYTES, patience);
      switch (source.ask(now, request)) {
        case SegmentSource.Found.Piece(LogPiece piece) -> {
          boolean isComplete = piece.data().length == 0 || piece.completes(offset);
          limit = follow ? limit : Math.min(limit, piece.size());
          if (piece.data().length > 0) {
            sink.data(segment, piece.data());
            offset += piece.data().length;
          }
          // After it moved on nothing is added, whether or not its last node has said so yet.
          if ((isComplete || offset >= limit) && !waits) {
            return !isNewest || (follow && now.phase().isLive());
          }
          if (isComplete && piece.isFinal()) {
            await(changes);
          }
        }
        case SegmentSource.Found.Nowhere(String reason) -> {
          if (registry.get(id).stays().size() == now.stays().size()) {
            sink.missing(segment, now.stays().get(segment).node(), reason);
            return !isNewest;
          }
        }
      }
    }
    return false;
  }

  /** Waits for a change, but not for ever, since it may be told late; false when interrupted. */
  private static boolean await(Semaphore changes) {
    try {
      if (changes.tryAcquire(FOLLOW_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        changes.drainPermits();
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
