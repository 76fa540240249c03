package io.ssi.pid.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssi.linux.WaitStatus;
import io.ssi.membership.NodeId;
import io.ssi.membership.testing.InMemoryNetwork;
import io.ssi.pid.AppOrPid;
import io.ssi.pid.Application;
import io.ssi.pid.ApplicationPhase;
import io.ssi.pid.Applications;
import io.ssi.pid.HostUnreachableException;
import io.ssi.pid.NoSuchApplicationException;
import io.ssi.pid.NoSuchGlobalProcessException;
import io.ssi.pid.TestNode;
import io.ssi.pid.message.AwaitReply;
import io.ssi.pid.wire.RouteWire;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExitWaiterTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final AppOrPid CHILD = AppOrPid.parse("1.9");
  private static final AwaitReply RUNNING = new AwaitReply.Running();
  private static final AwaitReply NOT_HERE = new AwaitReply.NotHere();
  private static final AwaitReply ENDED = new AwaitReply.Ended(Optional.of(WaitStatus.exited(5)));

  @TempDir Path directory;
  private final InMemoryNetwork network = new InMemoryNetwork();
  private final Map<NodeId, BlockingQueue<AwaitReply>> replies = new ConcurrentHashMap<>();
  private final AtomicInteger asked = new AtomicInteger();
  private TestNode one;
  private TestNode two;
  private Application app;
  private ExitWaiter waiter;

  @BeforeEach
  void anApplicationOnTheSecondOfTwoNodes() {
    one = new TestNode(1, network, directory);
    two = new TestNode(2, network, directory);
    for (TestNode node : List.of(one, two)) {
      replies(node);
      network
          .channel(node.id)
          .handle(ExitWaiter.AWAIT, (from, body) -> RouteWire.encode(next(node.id)));
    }
    app = two.host.start(TestNode.request("work"));
    waiter = new ExitWaiter(one.registry, network.channel(one.id), System::nanoTime);
  }

  @AfterEach
  void close() {
    one.close();
    two.close();
  }

  @Test
  void waitsForTheProgramOfAnApplication() {
    CompletableFuture<WaitResult> result = wait("1");
    CompletableFuture<WaitResult> byRoot = wait("1.3");

    two.keeper(app).endProgram(WaitStatus.exited(3));

    assertThat(result.orTimeout(10, TimeUnit.SECONDS).join())
        .isEqualTo(new WaitResult.Ended(WaitStatus.exited(3)));
    assertThat(byRoot.orTimeout(10, TimeUnit.SECONDS).join())
        .isEqualTo(new WaitResult.Ended(WaitStatus.exited(3)));
  }

  @Test
  void knowsTheStatusLongAfterTheEnd() {
    two.keeper(app).endProgram(WaitStatus.exited(3));

    assertThat(waiter.await(AppOrPid.parse("1"), Duration.ZERO))
        .isEqualTo(new WaitResult.Ended(WaitStatus.exited(3)));
    assertThat(waiter.await(AppOrPid.parse("1.3"), Duration.ZERO))
        .isEqualTo(new WaitResult.Ended(WaitStatus.exited(3)));
  }

  @Test
  void doesNotWaitForDescendantsOfTheProgram() {
    two.registry.change(app.id(), old -> old.change().programEnded(WaitStatus.exited(3)).done());

    assertThat(waiter.await(AppOrPid.parse("1"), Duration.ZERO))
        .isEqualTo(new WaitResult.Ended(WaitStatus.exited(3)));
  }

  @Test
  void saysThatItStillRunsWhenTheTimeIsOver() {
    assertThat(waiter.await(AppOrPid.parse("1"), Duration.ofMillis(50)))
        .isEqualTo(new WaitResult.StillRunning());
  }

  @Test
  void saysThatItIsLostWithItsNode() {
    CompletableFuture<WaitResult> result = wait("1");

    new LostNodeReaper(one.registry).nodeGone(two.id, "it was switched off");

    assertThat(result.orTimeout(10, TimeUnit.SECONDS).join())
        .isInstanceOfSatisfying(
            WaitResult.Lost.class, lost -> assertThat(lost.reason()).contains("switched off"));
  }

  @Test
  void waitsForAnyProcess() {
    replies(two).add(RUNNING);
    replies(two).add(ENDED);

    assertThat(waiter.await(CHILD, LONG)).isEqualTo(new WaitResult.Ended(WaitStatus.exited(5)));
  }

  @Test
  void goesAfterAProcessThatMoves() {
    replies(two).add(RUNNING);
    CompletableFuture<WaitResult> result =
        CompletableFuture.supplyAsync(() -> waiter.await(CHILD, LONG));
    two.registry.change(app.id(), old -> old.change().phase(ApplicationPhase.MIGRATING, "").done());
    replies(two).add(NOT_HERE);
    two.registry.change(
        app.id(),
        old ->
            old.change()
                .phase(ApplicationPhase.RUNNING, "")
                .arrivedAt(one.id, Applications.NOON)
                .done());
    replies(two).add(NOT_HERE);
    replies(one).add(ENDED);

    assertThat(result.orTimeout(15, TimeUnit.SECONDS).join())
        .isEqualTo(new WaitResult.Ended(WaitStatus.exited(5)));
  }

  @Test
  void refusesToWaitForWhatIsNotThere() {
    replies(two).add(NOT_HERE);
    replies(one).add(NOT_HERE);

    assertThatThrownBy(() -> waiter.await(CHILD, LONG))
        .isInstanceOf(NoSuchGlobalProcessException.class);
    assertThatThrownBy(() -> waiter.await(AppOrPid.parse("9.9"), LONG))
        .isInstanceOf(NoSuchGlobalProcessException.class);
    assertThatThrownBy(() -> waiter.await(AppOrPid.parse("1077936129"), LONG))
        .isInstanceOf(NoSuchGlobalProcessException.class);
    assertThatThrownBy(() -> waiter.await(AppOrPid.parse("9"), LONG))
        .isInstanceOf(NoSuchApplicationException.class);
  }

  @Test
  void saysThatItEndedWhenOnlyItsParentKnowsHow() {
    replies(two).add(new AwaitReply.Ended(Optional.empty()));

    assertThat(waiter.await(CHILD, LONG)).isInstanceOf(WaitResult.EndedUnknown.class);
  }

  @Test
  void saysThatItEndedBetweenTwoLooks() {
    replies(two).add(RUNNING);
    replies(two).add(NOT_HERE);

    assertThat(waiter.await(CHILD, LONG)).isInstanceOf(WaitResult.EndedUnknown.class);
  }

  @Test
  void saysAtOnceThatTheNodeDoesNotAnswer() {
    network.crash(two.id);

    assertThatThrownBy(() -> waiter.await(CHILD, LONG))
        .isInstanceOf(HostUnreachableException.class);
  }

  @Test
  void waitsOnWhenTheAgentIsGoneForAWhile() {
    replies(two).add(RUNNING);
    CompletableFuture<WaitResult> result =
        CompletableFuture.supplyAsync(() -> waiter.await(CHILD, LONG));
    // The second request has come, so the first answer has arrived.
    Awaitility.await().atMost(LONG).until(() -> asked.get() == 2);
    network.firewall().cut(one.id, two.id);
    replies(two).add(RUNNING);
    network.firewall().heal();
    replies(two).add(ENDED);

    assertThat(result.orTimeout(15, TimeUnit.SECONDS).join()).isInstanceOf(WaitResult.Ended.class);
  }

  private CompletableFuture<WaitResult> wait(String what) {
    return CompletableFuture.supplyAsync(() -> waiter.await(AppOrPid.parse(what), LONG));
  }

  private BlockingQueue<AwaitReply> replies(TestNode node) {
    return replies.computeIfAbsent(node.id, id -> new LinkedBlockingQueue<>());
  }

  private AwaitReply next(NodeId node) {
    asked.incrementAndGet();
    try {
      return Optional.ofNullable(
              replies.getOrDefault(node, new LinkedBlockingQueue<>()).poll(10, TimeUnit.SECONDS))
          .orElseThrow(
              () -> new IllegalStateException("node " + node + " was asked once too often"));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
