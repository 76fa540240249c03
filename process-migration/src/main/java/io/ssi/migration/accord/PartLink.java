package io.ssi.migration.accord;

import io.ssi.membership.MembershipException;
import io.ssi.membership.NodeId;
import io.ssi.membership.stream.BulkStream;
import io.ssi.migration.MoveBlocker;
import io.ssi.migration.MoveFailedException;
import io.ssi.migration.NotMovableException;
import io.ssi.migration.Outcome;
import io.ssi.migration.wire.PartStream;
import io.ssi.pid.ApplicationId;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The leader's end of the conversation with the node of one further container. */
final class PartLink implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(PartLink.class);
  private static final Duration CONNECT = Duration.ofSeconds(5);

  private final ApplicationId container;
  private final String name;
  private final StreamLimit limit;
  private int awaited;
  private boolean broken;
  private boolean over;

  private PartLink(ApplicationId container, String name, StreamLimit limit) {
    this.container = container;
    this.name = name;
    this.limit = limit;
  }

  static PartLink open(ApplicationId container, NodeId node, String purpose, PartWays ways) {
    String name = "container " + container + " on " + ways.nodes().named(node);
    try {
      BulkStream stream = ways.streams().open(node, purpose, CONNECT);
      return new PartLink(container, name, new StreamLimit(stream, ways.timer()));
    } catch (MembershipException e) {
      throw failed(name, e);
    }
  }

  ApplicationId container() {
    return container;
  }

  /** Asks; the answer is to be awaited. */
  void ask(PartStream.Step step, byte[] body) {
    try {
      PartStream.write(limit.stream().output(), new PartStream.Ask(step, body));
      awaited++;
    } catch (IOException e) {
      broken = true;
      throw failed(name, e);
    }
  }

  /** Waits for the answer to the oldest question that has none. */
  byte[] answer(Duration time) {
    try {
      byte[] answer = limit.within(time, () -> PartStream.readAnswer(limit.stream().input()));
      awaited--;
      return answer;
    } catch (IOException e) {
      broken = true;
      throw failed(name, e);
    }
  }

  /**
   * Waits for the answer and reads the report in it, if there is one. A report that throws says why
   * there is none: the other side has undone what it did and says no more.
   */
  <T> Optional<T> report(Duration time, Function<byte[], T> reading) {
    byte[] answer = answer(time);
    if (answer.length == 0) {
      return Optional.empty();
    }
    over = true;
    T report = reading.apply(answer);
    over = false;
    return Optional.of(report);
  }

  /** Waits until each has done what it was asked; throws all that is in the way together. */
  static void joined(List<PartLink> links, String attempt, Consumer<PartLink> done) {
    List<MoveBlocker> blockers = new ArrayList<>();
    for (PartLink link : links) {
      try {
        done.accept(link);
      } catch (NotMovableException e) {
        blockers.addAll(e.blockers());
      }
    }
    if (!blockers.isEmpty()) {
      throw new NotMovableException(attempt, blockers);
    }
  }

  /** Has it undo what it did; false if it is not known that it has. */
  boolean abandon(Duration time) {
    if (over || broken) {
      return over;
    }
    try {
      ask(PartStream.Step.ABANDON, new byte[0]);
      while (awaited > 0) {
        var _ = answer(time);
      }
      over = true;
      return true;
    } catch (MoveFailedException e) {
      log.warn("{} was not told that it comes to nothing; it will find out", name, e);
      return false;
    }
  }

  boolean isBroken() {
    return broken;
  }

  @Override
  public void close() {
    limit.stream().close();
  }

  private static MoveFailedException failed(String name, Exception cause) {
    return new MoveFailedException(
        Outcome.ROLLED_BACK, name + " cannot be had: " + cause.getMessage(), cause);
  }
}
