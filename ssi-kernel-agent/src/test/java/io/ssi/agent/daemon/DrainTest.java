package io.ssi.agent.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssi.membership.NodeId;
import io.ssi.migration.MoveFailedException;
import io.ssi.migration.Outcome;
import io.ssi.pid.ApplicationId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DrainTest {
  private static final NodeId SECOND = new NodeId(2);
  private static final NodeId THIRD = new NodeId(3);

  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final Fake orders = new Fake();

  @AfterEach
  void noMoreTasks() {
    executor.close();
  }

  /** Applications 1 to N, of which some cannot go to some nodes. */
  private static final class Fake implements Drain.Orders {
    private final Map<ApplicationId, NodeId> moved = new ConcurrentHashMap<>();
    private final List<ApplicationId> ended = new ArrayList<>();
    private final CountDownLatch together = new CountDownLatch(Drain.AT_ONCE);
    private int applications = 1;
    private NodeId refusing = new NodeId(255);
    private int stubborn;
    private boolean meet;

    @Override
    public List<ApplicationId> hosted() {
      return IntStream.rangeClosed(1, applications).mapToObj(ApplicationId::new).toList();
    }

    @Override
    public void move(ApplicationId application, NodeId target) {
      if (application.value() == stubborn || target.equals(refusing)) {
        throw new MoveFailedException(Outcome.NOT_STARTED, "it must not");
      }
      together.countDown();
      try {
        if (meet && !together.await(10, TimeUnit.SECONDS)) {
          throw new AssertionError("the others wait until this one has gone");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      moved.put(application, target);
    }

    @Override
    public synchronized void end(ApplicationId application) {
      ended.add(application);
    }
  }

  private List<String> leave(boolean force, NodeId... others) {
    return new Drain(orders, () -> List.of(others), executor, () -> false).leaving(force);
  }

  @Test
  void severalLeaveAtTheSameTime() {
    orders.applications = 30;
    orders.meet = true;

    assertThat(leave(false, SECOND, THIRD)).isEmpty();

    assertThat(orders.moved).hasSize(30).containsValues(SECOND, THIRD);
  }

  @Test
  void whatOneNodeRefusesGoesToAnother() {
    orders.applications = 4;
    orders.refusing = SECOND;

    assertThat(leave(false, SECOND, THIRD)).isEmpty();

    assertThat(orders.moved).hasSize(4).containsValue(THIRD).doesNotContainValue(SECOND);
  }

  @Test
  void whatCannotLeaveIsNamedAndStays() {
    orders.applications = 3;
    orders.stubborn = 2;

    assertThat(leave(false, SECOND)).containsExactly("application 2 stays: it must not");

    assertThat(orders.moved).hasSize(2);
    assertThat(orders.ended).isEmpty();
  }

  @Test
  void forceEndsWhatCannotLeave() {
    orders.applications = 3;
    orders.stubborn = 2;

    assertThat(leave(true, SECOND)).isEmpty();

    assertThat(orders.ended).containsExactly(new ApplicationId(2));
  }

  @Test
  void nothingLeavesWhenTheAgentEnds() {
    assertThat(new Drain(orders, List::of, executor, () -> true).leaving(true)).isEmpty();

    assertThat(orders.moved).isEmpty();
    assertThat(orders.ended).isEmpty();
  }
}
