package io.ssi.migration.source;

import io.ssi.membership.NodeId;
import io.ssi.membership.stream.BulkStream;
import io.ssi.membership.stream.BulkStreams;
import io.ssi.membership.stream.StreamException;
import io.ssi.migration.MoveFailedException;
import io.ssi.migration.Outcome;
import io.ssi.migration.wire.MoveStreams;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ThreadFactory;

/**
 * The two streams of a migration to its target. They are opened while preflight still asks, because
 * each costs three messages to and fro; the target does nothing before it is spoken to.
 */
public final class TargetStreams implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(5);

  private final CompletableFuture<BulkStream> control = new CompletableFuture<>();
  private final CompletableFuture<BulkStream> pages = new CompletableFuture<>();

  private TargetStreams() {}

  /**
   * Begins to open them.
   *
   * @param target where
   * @param streams ways to that node
   * @param threads makes the thread that opens them
   * @return at once
   */
  public static TargetStreams opening(NodeId target, BulkStreams streams, ThreadFactory threads) {
    var opened = new TargetStreams();
    threads
        .newThread(() -> {
          open(opened.control, streams, target, MoveStreams.CONTROL);
          open(opened.pages, streams, target, MoveStreams.PAGES);
        })
        .start();
    return opened;
  }

  private static void open(
      CompletableFuture<BulkStream> stream, BulkStreams streams, NodeId target, String purpose) {
    try {
      stream.complete(streams.open(target, purpose, CONNECT));
    } catch (RuntimeException e) {
      stream.completeExceptionally(e);
    }
  }

  /**
   * The conversation. Blocks until it is open.
   *
   * @return closed with this object
   * @throws MoveFailedException if it cannot be opened
   */
  BulkStream control() {
    return opened(control);
  }

  /**
   * CRIU's page protocol. Blocks until it is open.
   *
   * @return closed with this object
   * @throws MoveFailedException if it cannot be opened
   */
  BulkStream pages() {
    return opened(pages);
  }

  private static BulkStream opened(CompletableFuture<BulkStream> stream) {
    try {
      return stream.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof StreamException failed) {
        throw new MoveFailedException(
            Outcome.NOT_STARTED, String.valueOf(failed.getMessage()), failed);
      }
      throw e;
    }
  }

  /** Closes both, one that is not open yet when it is. Does not block. Idempotent. */
  @Override
  public void close() {
    close(control);
    close(pages);
  }

  private static void close(CompletableFuture<BulkStream> stream) {
    var _ =
        stream.whenComplete((opened, failure) -> {
          if (opened != null) {
            opened.close();
          }
        });
  }
}
