package io.ssi.pid.log;

import io.ssi.membership.Membership;
import io.ssi.membership.channel.ClusterChannel;
import io.ssi.pid.Application;
import io.ssi.pid.ApplicationId;
import io.ssi.pid.ContainerNumber;
import io.ssi.pid.message.LogPiece;
import io.ssi.pid.message.LogRequest;
import io.ssi.pid.registry.ApplicationRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the earlier segments of an application that has moved here, in the background. A segment
 * that its node has not finished yet is tried again, {@value #TRIES} times with growing pauses.
 */
public final class SegmentFetcher {
  private static final Logger LOG = LoggerFactory.getLogger(SegmentFetcher.class);
  private static final int TRIES = 12;
  private static final long FIRST_PAUSE_MILLIS = 100;
  private static final long LAST_PAUSE_MILLIS = 30_000;

  private final ApplicationRegistry registry;
  private final ApplicationFiles files;
  private final SegmentSource source;
  private final Executor background;
  private final ScheduledExecutorService timer;

  /**
   * For this node.
   *
   * @param registry where applications have been
   * @param files where segments are kept
   * @param channel asks nodes for segments
   * @param membership the nodes that can be asked
   * @param background runs tasks that block
   * @param timer starts them again
   */
  public SegmentFetcher(
      ApplicationRegistry registry,
      ApplicationFiles files,
      ClusterChannel channel,
      Membership membership,
      Executor background,
      ScheduledExecutorService timer) {
    this.registry = registry;
    this.files = files;
    this.source = new SegmentSource(channel, membership);
    this.background = background;
    this.timer = timer;
  }

  /**
   * Begins to bring what is missing here; returns at once.
   *
   * @param id an application that is on this node now
   */
  public void fetch(ApplicationId id) {
    background.execute(() -> attempt(id, 1));
  }

  private void attempt(ApplicationId id, int number) {
    boolean complete;
    try {
      complete = registry.find(id).map(this::fetchAll).orElse(true);
    } catch (LogFileException e) {
      LOG.warn("application {}: earlier output cannot be kept here", id, e);
      return;
    }
    if (!complete && number < TRIES) {
      long pause = Math.min(LAST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << number);
      Future<?> _ =
          timer.schedule(
              () -> background.execute(() -> attempt(id, number + 1)),
              pause,
              TimeUnit.MILLISECONDS);
    } else if (!complete) {
      LOG.warn("application {}: some of its earlier output is on no node that answers", id);
    }
  }

  private boolean fetchAll(Application application) {
    boolean complete = true;
    ContainerNumber container = application.id().firstContainer();
    for (int segment = 0; segment < application.stays().size() - 1; segment++) {
      Optional<Segment> here = files.find(container, segment);
      if (here.isEmpty()) {
        complete &= fetchOne(application, container, segment);
      }
    }
    return complete;
  }

  private boolean fetchOne(Application application, ContainerNumber container, int segment) {
    Path file = files.incoming(container, segment);
    long offset = 0;
    try (OutputStream out = Files.newOutputStream(file)) {
      while (true) {
        LogRequest request =
            new LogRequest(application.id(), segment, offset, LogRequest.MAX_BYTES, Duration.ZERO);
        if (!(source.ask(application, request)
            instanceof SegmentSource.Found.Piece(LogPiece piece))) {
          return false;
        }
        out.write(piece.data());
        if (piece.completes(offset)) {
          break;
        }
        if (piece.data().length == 0) {
          return false;
        }
        offset += piece.data().length;
      }
    } catch (IOException e) {
      throw new LogFileException("Writing " + file + " failed", e);
    }
    files.keep(container, segment);
    return true;
  }
}
