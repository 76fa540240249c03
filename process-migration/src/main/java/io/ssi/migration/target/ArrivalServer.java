package io.ssi.migration.target;

import io.ssi.linux.LinuxException;
import io.ssi.membership.NodeId;
import io.ssi.membership.stream.BulkStream;
import io.ssi.membership.stream.BulkStreams;
import io.ssi.migration.MigrationException;
import io.ssi.migration.RefusedException;
import io.ssi.migration.container.MovingContainers;
import io.ssi.migration.wire.ControlStream;
import io.ssi.migration.wire.ControlStream.Ask;
import io.ssi.migration.wire.MoveStreams;
import io.ssi.migration.wire.MoveStreams.Introduction;
import io.ssi.pid.Application;
import io.ssi.pid.PidException;
import io.ssi.pid.registry.ApplicationRegistry;
import io.ssi.pid.wire.ApplicationWire;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives applications that come to this node. One thread per conversation; any number at a time.
 */
public final class ArrivalServer {
  private static final Logger log = LoggerFactory.getLogger(ArrivalServer.class);

  private static final Duration RESERVE_LIMIT = Duration.ofSeconds(10);

  private final MovingContainers containers;
  private final Decision decision;
  private final KeptImages images;
  private final ArrivalRecovery recovery;
  private final UnfinishedArrivals unfinished;
  private final ThreadFactory threads;
  private final ExpectedArrivals arrivals = new ExpectedArrivals();

  /**
   * A server for this node.
   *
   * @param local this node
   * @param containers its containers
   * @param registry of applications
   * @param imageRoot where images of arriving applications are kept until they run
   * @param threads makes platform threads
   * @param background runs tasks that block
   */
  public ArrivalServer(
      NodeId local,
      MovingContainers containers,
      ApplicationRegistry registry,
      Path imageRoot,
      ThreadFactory threads,
      Executor background) {
    this.containers = containers;
    this.decision = new Decision(registry, local);
    this.images = new KeptImages(imageRoot);
    this.recovery =
        new ArrivalRecovery(
            local,
            registry,
            containers,
            images,
            (recorded, kept) -> Arrival.again(recorded, containers, kept),
            background);
    this.unfinished = new UnfinishedArrivals(registry, decision, containers, images, recovery);
    this.threads = threads;
  }

  /**
   * What an earlier agent of this node left of such moves.
   *
   * @return settles it; knows what was there when this object was made
   */
  public ArrivalRecovery recovery() {
    return recovery;
  }

  /**
   * Begins to accept.
   *
   * @param streams of this node
   */
  public void serve(BulkStreams streams) {
    streams.accept(MoveStreams.CONTROL, this::converse);
    streams.accept(MoveStreams.PAGES, this::takePages);
  }

  private void takePages(BulkStream stream) {
    try {
      Introduction whose = MoveStreams.readIntroduction(stream.input());
      Optional<Arrival> arrival = arrivals.await(whose, RESERVE_LIMIT);
      if (arrival.isPresent()) {
        arrival.get().takePages(stream, threads);
      } else {
        log.warn("Node {} sends pages of {} that nobody waits for", stream.peer(), whose);
      }
    } catch (IOException e) {
      log.debug("Node {} has no pages to send after all", stream.peer(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void converse(BulkStream stream) {
    Arrival arrival = null;
    boolean over = false;
    try {
      while (!over) {
        Ask ask = ControlStream.readAsk(stream.input());
        if (ask instanceof ControlStream.ReserveAsk reserve) {
          arrival = reserve(reserve);
          ControlStream.write(stream.output(), new ControlStream.DoneAnswer(0));
        } else {
          over = serve(arrival, ask, stream);
        }
      }
    } catch (IOException e) {
      if (arrival == null) {
        log.debug("Node {} moves nothing here after all", stream.peer(), e);
      } else {
        log.info("Node {} has gone in the middle of a migration", stream.peer(), e);
        // Unless it was the disk here that failed: then it is there, and is told.
        answer(stream, e);
      }
    } catch (MigrationException | PidException | LinuxException e) {
      answer(stream, e);
    } catch (RuntimeException e) {
      log.error("A migration from node {} failed", stream.peer(), e);
      answer(stream, e);
    } finally {
      // Whatever happened: what would be left here would refuse every later move.
      if (arrival != null) {
        end(arrival, over);
      }
    }
  }

  private Arrival reserve(ControlStream.ReserveAsk ask) {
    Application application = ApplicationWire.decode(ask.applicationRecord());
    if (decision.isCommitted(application)) {
      throw new RefusedException("this migration is decided already");
    }
    Arrival arrival =
        Arrival.reserve(application, containers, images.of(application), ask.streams());
    arrivals.came(key(application), arrival);
    return arrival;
  }

  /** Serves one question; true when the arrival is over. */
  private boolean serve(@Nullable Arrival arrival, Ask ask, BulkStream stream) throws IOException {
    if (arrival == null) {
      throw new RefusedException("nothing is reserved for this migration");
    }
    switch (ask) {
      case ControlStream.ReserveAsk _ -> throw new RefusedException("it is reserved already");
      case ControlStream.TransferAsk transfer -> {
        long bytes = arrival.transfer(transfer.manifest(), stream.input());
        ControlStream.write(stream.output(), new ControlStream.DoneAnswer(bytes));
        return false;
      }
      case ControlStream.HoldAsk hold -> {
        arrival.hold(hold.tcpClose());
        ControlStream.write(stream.output(), new ControlStream.DoneAnswer(0));
        return false;
      }
      case ControlStream.ReleaseAsk _ -> {
        if (!decision.isCommitted(arrival.application())) {
          throw new RefusedException("the registry does not say that this migration is committed");
        }
        arrival.letRun();
        try {
          // The source gives up what it has of it meanwhile.
          containers.completeMove(arrival.application());
          ControlStream.write(stream.output(), new ControlStream.DoneAnswer(0));
        } finally {
          arrival.end();
        }
        return true;
      }
      case ControlStream.AbandonAsk _ -> {
        arrival.abandon();
        ControlStream.write(stream.output(), new ControlStream.DoneAnswer(0));
        return true;
      }
    }
  }

  private static void answer(BulkStream stream, Exception failure) {
    try {
      ControlStream.write(
          stream.output(), new ControlStream.FailedAnswer(String.valueOf(failure.getMessage())));
    } catch (IOException e) {
      log.info("Node {} could not be told of a failure", stream.peer(), failure);
    }
  }

  private void end(Arrival arrival, boolean over) {
    try {
      if (!over) {
        unfinished.settle(arrival);
      }
    } finally {
      arrivals.forget(key(arrival.application()));
    }
  }

  private static Introduction key(Application application) {
    return new Introduction(application.id(), application.attempt().number());
  }
}
