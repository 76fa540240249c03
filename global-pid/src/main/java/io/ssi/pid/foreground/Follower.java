package io.ssi.pid.foreground;

import io.ssi.membership.NodeId;
import io.ssi.membership.stream.BulkStreams;
import io.ssi.membership.stream.StreamException;
import io.ssi.pid.Application;
import io.ssi.pid.ApplicationId;
import io.ssi.pid.ApplicationPhase;
import io.ssi.pid.message.ResumeReply;
import io.ssi.pid.message.ResumeRequest;
import io.ssi.pid.registry.ApplicationRegistry;
import io.ssi.pid.wire.RunWire;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds a run again whose link was cut because its program moves. Any thread; blocks until the
 * program has arrived, or stays where it was.
 */
final class Follower {
  private static final Logger LOG = LoggerFactory.getLogger(Follower.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final long LOOK_MILLIS = 250;
  private static final long SOON_MILLIS = 5;
  // With those between, some seconds in which the program has no excuse left.
  private static final int MOST_TRIES = 2000;

  private final BulkStreams streams;
  private final ApplicationRegistry registry;

  Follower(BulkStreams streams, ApplicationRegistry registry) {
    this.streams = streams;
    this.registry = registry;
  }

  /**
   * A run that was found.
   *
   * @param node where
   * @param link over which it goes on
   * @param reply what its node has of it
   */
  record Found(NodeId node, RunLink link, ResumeReply.Resumed reply) {}

  /**
   * Looks for it.
   *
   * @param id of what
   * @param before where it was heard of last
   * @param request what its node is asked
   * @param isGivenUp whether nobody wants it any more
   * @param lost how its link was lost
   * @throws IOException that one, if it is gone
   */
  Found find(
      ApplicationId id,
      NodeId before,
      Supplier<ResumeRequest> request,
      BooleanSupplier isGivenUp,
      IOException lost)
      throws IOException {
    Semaphore changes = new Semaphore(0);
    try (var _ =
        registry.listen((changed, now) -> {
          if (changed.equals(id)) {
            changes.release();
          }
        })) {
      for (int tries = 0; tries < MOST_TRIES && !isGivenUp.getAsBoolean(); ) {
        Application now = registry.find(id).orElseThrow(() -> lost);
        if (now.phase() == ApplicationPhase.LOST) {
          throw lost;
        }
        boolean isMoving = now.phase() == ApplicationPhase.MIGRATING;
        if (isMoving && now.host().equals(before)) {
          await(changes, LOOK_MILLIS, lost);
          continue;
        }
        Optional<Found> found = ask(now, request.get(), lost);
        if (found.isPresent()) {
          return found.get();
        }
        tries += isMoving ? 0 : 1;
        await(changes, SOON_MILLIS, lost);
      }
    }
    throw lost;
  }

  private Optional<Found> ask(Application now, ResumeRequest request, IOException lost)
      throws IOException {
    NodeId node = now.host();
    RunLink link;
    try {
      link = new RunLink(streams.open(node, ForegroundServer.RESUME, TIMEOUT));
    } catch (StreamException e) {
      LOG.debug("application {}: node {} does not answer", now.id(), node, e);
      return isSettled(now, lost);
    }
    ResumeReply reply;
    try {
      link.sendBody(RunWire.encode(request));
      reply = RunWire.reply(link.receiveBody());
    } catch (IOException e) {
      LOG.debug("application {}: cut off by node {} once more", now.id(), node, e);
      link.close();
      return Optional.empty();
    }
    if (reply instanceof ResumeReply.Resumed resumed) {
      return Optional.of(new Found(node, link, resumed));
    }
    link.close();
    return reply instanceof ResumeReply.NotYet ? Optional.empty() : isSettled(now, lost);
  }

  /** Empty if something has happened to it meanwhile, or is still to happen. */
  private Optional<Found> isSettled(Application then, IOException lost) throws IOException {
    boolean isSettled =
        then.phase() != ApplicationPhase.MIGRATING
            && registry
                .find(then.id())
                .filter(now -> now.attempt().equals(then.attempt()))
                .isPresent();
    if (isSettled) {
      throw lost;
    }
    return Optional.empty();
  }

  private static void await(Semaphore changes, long millis, IOException lost) throws IOException {
    try {
      if (changes.tryAcquire(millis, TimeUnit.MILLISECONDS)) {
        changes.drainPermits();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw lost;
    }
  }
}
