package io.ssi.migration.accord;

import io.ssi.migration.LeaderClaim;
import io.ssi.migration.MigrationException;
import io.ssi.migration.MoveFailedException;
import io.ssi.migration.NotMovableException;
import io.ssi.migration.RestartOrder;
import io.ssi.migration.RestartReport;
import io.ssi.migration.checkpoint.Assembly;
import io.ssi.migration.wire.LeaderClaimFormat;
import io.ssi.migration.wire.MoveStreams;
import io.ssi.migration.wire.PartStream.Step;
import io.ssi.migration.wire.RestartFormat;
import io.ssi.pid.Application;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The first container's side of a restart of several: leads the others. What is decided is what its
 * record says: when it runs, all are to. Closed before that, the others undo what they did. For one
 * thread.
 */
public final class LeaderAssembly implements Assembly, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(LeaderAssembly.class);
  private static final byte[] NOTHING = new byte[0];

  private final List<PartLink> links = new ArrayList<>();
  private final List<RestartReport> reports = new ArrayList<>();
  private final Limits limits = Limits.STANDARD;
  private boolean isDecided;

  /**
   * Has the nodes that were chosen for the other containers look whether they can take them.
   *
   * @param order for all
   * @param ways to their nodes
   * @throws NotMovableException with all that is in the way
   * @throws MigrationException if one of them cannot be had
   */
  public void join(RestartOrder order, PartWays ways) {
    for (RestartOrder.PartPlace place : order.parts()) {
      links.add(PartLink.open(place.container(), place.node(), MoveStreams.RESTORE_PART, ways));
    }
    links.forEach(link -> link.ask(Step.JOIN, RestartFormat.encode(order.of(link.container()))));
    PartLink.joined(
        links,
        order.attempt(),
        link -> {
          var _ = done(link, limits.join());
        });
  }

  @Override
  public void claimed(Application claimed) {
    byte[] decision = LeaderClaimFormat.encode(LeaderClaim.of(claimed));
    links.forEach(link -> link.ask(Step.CLAIM, decision));
  }

  @Override
  public void filesSet() {
    awaitAll();
    links.forEach(link -> link.ask(Step.BUILD, NOTHING));
  }

  @Override
  public void built() {
    awaitAll();
  }

  private void awaitAll() {
    for (PartLink link : links) {
      var _ = done(link, limits.store());
    }
  }

  @Override
  public void committed() {
    isDecided = true;
    for (PartLink link : links) {
      try {
        link.ask(Step.COMMIT, NOTHING);
      } catch (MoveFailedException e) {
        log.warn("Container {} was not told to run and will find out", link.container(), e);
      }
    }
  }

  /**
   * Waits until the others run, too.
   *
   * @return what their nodes say of it; nothing from those that did not answer
   */
  public List<RestartReport> reports() {
    for (PartLink link : links) {
      try {
        if (!link.isBroken()) {
          done(link, limits.decided()).ifPresent(reports::add);
        }
      } catch (MigrationException e) {
        log.error("Container {} does not run, or its node did not say so", link.container(), e);
      }
    }
    return List.copyOf(reports);
  }

  @Override
  public void close() {
    for (PartLink link : links) {
      if (!isDecided) {
        var _ = link.abandon(limits.decided());
      }
      link.close();
    }
  }

  private static Optional<RestartReport> done(PartLink link, Duration time) {
    return link.report(
        time,
        answer -> RestartFormat.decodeAnswer(answer, "bring back container " + link.container()));
  }
}
