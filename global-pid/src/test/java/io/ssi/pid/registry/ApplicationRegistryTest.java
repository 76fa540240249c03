package io.ssi.pid.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssi.membership.NodeId;
import io.ssi.membership.map.NoQuorumException;
import io.ssi.membership.testing.InMemoryNetwork;
import io.ssi.pid.AppOrPid;
import io.ssi.pid.Application;
import io.ssi.pid.ApplicationId;
import io.ssi.pid.ApplicationPhase;
import io.ssi.pid.Applications;
import io.ssi.pid.ContainerNumber;
import io.ssi.pid.IllegalPhaseException;
import io.ssi.pid.NoFreeContainerException;
import io.ssi.pid.NoSuchApplicationException;
import io.ssi.pid.Owner;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ApplicationRegistryTest {
  private static final NodeId NODE = new NodeId(1);
  private static final NewApplication SLEEP =
      new NewApplication("sleep", new Owner(0, 0, "root"), List.of("sleep", "60"), NODE);

  private final LossyMap map = new LossyMap();
  private final Set<ContainerNumber> reserved = new HashSet<>();
  private Instant now = Applications.NOON;
  private final ApplicationRegistry registry =
      new ApplicationRegistry(
          map, reserved::contains, new Retention(Duration.ofDays(1), 3), () -> now);

  @Test
  void givesIncreasingNumbers() {
    assertThat(registry.register(SLEEP).id()).isEqualTo(new ApplicationId(1));
    assertThat(registry.register(SLEEP).id()).isEqualTo(new ApplicationId(2));
  }

  @Test
  void doesNotReuseANumberThatACheckpointHolds() {
    reserved.add(new ContainerNumber(1));

    assertThat(registry.register(SLEEP).id()).isEqualTo(new ApplicationId(2));
  }

  @Test
  void startsAgainWithTheLowestFreeNumberAtTheEndOfTheRange() {
    map.put(new ApplicationId(32767), Applications.fresh(32767, 1));
    map.put(new ApplicationId(1), Applications.fresh(1, 1));
    reserved.add(new ContainerNumber(2));

    assertThat(registry.register(SLEEP).id()).isEqualTo(new ApplicationId(3));
  }

  @Test
  void refusesWhenEveryNumberIsTaken() {
    ApplicationRegistry full =
        new ApplicationRegistry(map, number -> true, Retention.DEFAULT, () -> now);

    assertThatThrownBy(() -> full.register(SLEEP)).isInstanceOf(NoFreeContainerException.class);
  }

  @Test
  void forgetsWhatHasEndedBeforeItRefuses() {
    Set<Integer> free = Set.of(1, 2, 3, 4, 5);
    ApplicationRegistry small =
        new ApplicationRegistry(
            map,
            number -> !free.contains(number.value()),
            new Retention(Duration.ofDays(1), 3),
            () -> now);
    for (int i = 0; i < 5; i++) {
      now = now.plusSeconds(1);
      ApplicationId id = small.register(SLEEP).id();
      small.change(id, old -> old.change().ended(now, "").done());
    }

    assertThat(small.register(SLEEP).id()).isEqualTo(new ApplicationId(1));
  }

  @Test
  void agentsThatRegisterAtTheSameTimeNeverShareANumber() {
    InMemoryNetwork network = new InMemoryNetwork();
    List<CompletableFuture<List<ApplicationId>>> agents = new ArrayList<>();
    IntStream.rangeClosed(1, 8).forEach(number -> network.join(new NodeId(number)));
    for (int i = 1; i <= 8; i++) {
      NodeId node = new NodeId(i);
      ApplicationRegistry own =
          new ApplicationRegistry(
              ApplicationsMap.open(network.maps(node)),
              ReservedNumbers.NONE,
              Retention.DEFAULT,
              () -> now);
      NewApplication mine = new NewApplication("x", SLEEP.owner(), SLEEP.command(), node);
      agents.add(
          CompletableFuture.supplyAsync(
              () -> IntStream.range(0, 50).mapToObj(j -> own.register(mine).id()).toList(),
              task -> Thread.ofPlatform().start(task)));
    }

    List<ApplicationId> given = agents.stream().flatMap(agent -> agent.join().stream()).toList();

    assertThat(given).hasSize(400).doesNotHaveDuplicates();
  }

  @Test
  void programsThatAreStartedAtTheSameTimeNeverShareANumber() {
    List<CompletableFuture<ApplicationId>> starts =
        IntStream.range(0, 40)
            .mapToObj(i ->
                CompletableFuture.supplyAsync(
                    () -> registry.register(SLEEP).id(), task -> Thread.ofPlatform().start(task)))
            .toList();

    assertThat(starts).extracting(CompletableFuture::join).doesNotHaveDuplicates();
  }

  @Test
  void whileItRegistersOneItTriesForTheNextANumberThatOtherNodesLeave() {
    List<ContainerNumber> numbers = new ArrayList<>();
    Preparation another =
        new Preparation() {
          @Override
          public void begin(ContainerNumber number) {
            numbers.add(number);
            numbers.add(registry.register(SLEEP).id().firstContainer());
          }

          @Override
          public void undo(ContainerNumber number) {}
        };

    registry.register(SLEEP, another);

    assertThat(numbers).containsExactly(new ContainerNumber(1), new ContainerNumber(9));
  }

  @Test
  void undoesWhatWasBegunWithANumberThatAnotherAgentWasFasterWith() {
    List<String> told = new ArrayList<>();
    Preparation preparation =
        new Preparation() {
          @Override
          public void begin(ContainerNumber number) {
            told.add("begin " + number);
            if (number.value() == 1) {
              map.put(new ApplicationId(1), Applications.fresh(1, 2));
            }
          }

          @Override
          public void undo(ContainerNumber number) {
            told.add("undo " + number);
          }
        };

    assertThat(registry.register(SLEEP, preparation).id()).isEqualTo(new ApplicationId(2));
    assertThat(told).containsExactly("begin 1", "undo 1", "begin 2");
  }

  @Test
  void takesTheNumberWhenOnlyTheAnswerWasLost() {
    map.fates.add(LossyMap.Fate.ANSWER_LOST);

    assertThat(registry.register(SLEEP).id()).isEqualTo(new ApplicationId(1));
    assertThat(registry.all()).hasSize(1);
  }

  @Test
  void triesAgainWhenTheRegistrationWasLost() {
    map.fates.addAll(List.of(LossyMap.Fate.REQUEST_LOST, LossyMap.Fate.REQUEST_LOST));

    assertThat(registry.register(SLEEP).id()).isEqualTo(new ApplicationId(1));
  }

  @Test
  void knowsItsOwnUpdateWhenTheAnswerWasLost() {
    Application first = registry.register(SLEEP);
    Application next = first.change().phase(ApplicationPhase.RUNNING, "").done();
    map.fates.add(LossyMap.Fate.ANSWER_LOST);

    assertThat(registry.update(first, next)).isEqualTo(new UpdateResult.Updated(next));
  }

  @Test
  void repeatsAnUpdateThatWasLost() {
    Application first = registry.register(SLEEP);
    Application next = first.change().phase(ApplicationPhase.RUNNING, "").done();
    map.fates.add(LossyMap.Fate.REQUEST_LOST);

    assertThat(registry.update(first, next)).isEqualTo(new UpdateResult.Updated(next));
    assertThat(registry.get(first.id())).isEqualTo(next);
  }

  @Test
  void saysUnknownWhenSomebodyWroteOnTopOfALostAnswer() {
    Application first = registry.register(SLEEP);
    Application next = first.change().phase(ApplicationPhase.RUNNING, "").done();
    map.fates.add(LossyMap.Fate.ANSWER_LOST);
    map.beforeRead = () -> map.put(next.id(), next.change().name("theirs").done());

    assertThat(registry.update(first, next)).isInstanceOf(UpdateResult.Unknown.class);
  }

  @Test
  void saysUnknownWhenNoAnswerCanBeHad() {
    Application first = registry.register(SLEEP);
    Application next = first.change().phase(ApplicationPhase.RUNNING, "").done();
    map.fates.addAll(Collections.nCopies(5, LossyMap.Fate.REQUEST_LOST));

    assertThat(registry.update(first, next)).isInstanceOf(UpdateResult.Unknown.class);
  }

  @Test
  void secondOfTwoUpdatesFromTheSameRecordIsRefused() {
    Application first = registry.register(SLEEP);
    Application one = first.change().name("one").done();
    Application other = first.change().name("other").done();

    assertThat(registry.update(first, one)).isInstanceOf(UpdateResult.Updated.class);
    assertThat(registry.update(first, other))
        .isEqualTo(new UpdateResult.Conflict(java.util.Optional.of(one)));
  }

  @Test
  void goingThereAndBackIsNotMistakenForStandingStill() {
    Application first = registry.register(SLEEP);
    registry.change(first.id(), old -> old.change().name("x").done());
    registry.change(first.id(), old -> old.change().name(first.name()).done());

    assertThat(registry.update(first, first.change().name("late").done()))
        .isInstanceOf(UpdateResult.Conflict.class);
  }

  @Test
  void concurrentChangesAllCount() {
    ApplicationId id = registry.register(SLEEP).id();
    List<CompletableFuture<Void>> threads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      threads.add(
          CompletableFuture.runAsync(
              () -> {
                for (int j = 0; j < 25; j++) {
                  registry.change(id, old -> old.change().nextAttempt(NODE).done());
                }
              },
              task -> Thread.ofPlatform().start(task)));
    }
    threads.forEach(CompletableFuture::join);

    assertThat(registry.get(id).attempt().number()).isEqualTo(101);
  }

  @Test
  void refusesAPhaseThatCannotFollow() {
    Application first = registry.register(SLEEP);

    assertThatThrownBy(() ->
            registry.change(
                first.id(), old -> old.change().phase(ApplicationPhase.MIGRATING, "").done()))
        .isInstanceOf(IllegalPhaseException.class)
        .hasMessageContaining("STARTING")
        .hasMessageContaining("MIGRATING");
    assertThat(registry.get(first.id())).isEqualTo(first);
  }

  @Test
  void findsAnApplicationByAnythingThatNamesIt() {
    map.put(new ApplicationId(17), Applications.travelled());

    for (String text : List.of("17", "17.2", "557058", "18.5")) {
      assertThat(registry.find(AppOrPid.parse(text))).as(text).contains(Applications.travelled());
    }
    assertThat(registry.findByName("simulation")).containsExactly(Applications.travelled());
    assertThat(registry.find(AppOrPid.parse("18"))).isEmpty();
    assertThat(registry.find(AppOrPid.parse("1077936129"))).isEmpty();
    assertThatThrownBy(() -> registry.get(new ApplicationId(4)))
        .isInstanceOf(NoSuchApplicationException.class);
  }

  @Test
  void tellsListenersUntilTheyEnd() {
    List<String> told = new ArrayList<>();
    Subscription subscription =
        registry.listen((id, record) -> told.add(id + ":" + record.map(Application::phase)));
    Application first = registry.register(SLEEP);
    registry.change(first.id(), old -> old.change().ended(now, "").done());
    registry.forget(first.id());
    subscription.close();
    registry.register(SLEEP);

    assertThat(told)
        .containsExactly("1:Optional[STARTING]", "1:Optional[ENDED]", "1:Optional.empty");
  }

  @Test
  void forgetsWhatEndedLongAgoAndTheOldestOfTooMany() {
    List<ApplicationId> ids = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      Application app = registry.register(SLEEP);
      ids.add(app.id());
      Instant end = now.plusSeconds(i);
      if (i > 0) {
        registry.change(app.id(), old -> old.change().ended(end, "").done());
      }
    }
    registry.forgetOld();
    assertThat(registry.all())
        .extracting(Application::id)
        .containsExactly(ids.get(0), ids.get(3), ids.get(4), ids.get(5));

    now = now.plus(Duration.ofDays(1)).plusSeconds(5);
    registry.forgetOld();
    assertThat(registry.all()).extracting(Application::id).containsExactly(ids.get(0), ids.get(5));
  }

  @Test
  void refusesToForgetALiveApplication() {
    Application first = registry.register(SLEEP);

    assertThatThrownBy(() -> registry.forget(first.id())).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void minorityReadsOnAndWritesSayWhyNot() {
    InMemoryNetwork network = new InMemoryNetwork();
    NodeId other = new NodeId(2);
    network.join(NODE);
    network.join(other);
    ApplicationRegistry own =
        new ApplicationRegistry(
            ApplicationsMap.open(network.maps(NODE)),
            ReservedNumbers.NONE,
            Retention.DEFAULT,
            () -> now);
    Application app = own.register(SLEEP);
    network.partition(List.of(List.of(NODE), List.of(other)));

    assertThat(own.find(app.id())).contains(app);
    assertThatThrownBy(() -> own.register(SLEEP)).isInstanceOf(NoQuorumException.class);
  }
}
