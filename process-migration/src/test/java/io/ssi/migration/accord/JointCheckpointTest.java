package io.ssi.migration.accord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssi.membership.NodeId;
import io.ssi.migration.Checkpoint;
import io.ssi.migration.CheckpointId;
import io.ssi.migration.MoveFailedException;
import io.ssi.migration.RefusedException;
import io.ssi.migration.VersionParts;
import io.ssi.migration.accord.ThreeContainers.AgentDies;
import io.ssi.migration.checkpoint.Accord;
import io.ssi.migration.checkpoint.CheckpointIndex;
import io.ssi.migration.container.MovingContainer;
import io.ssi.pid.Application;
import io.ssi.pid.Owner;
import io.ssi.pid.registry.NewApplication;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JointCheckpointTest {
  private static final int SECONDS = 20;

  @TempDir private Path disk;
  private ThreeContainers three;

  @BeforeEach
  void begin() {
    three = new ThreeContainers(disk);
  }

  @AfterEach
  void end() {
    three.close();
  }

  /** Where the leader's node dies. */
  enum Hook {
    STAND_STILL,
    DUMPED,
    STORED,
    DECIDE,
    LISTED
  }

  @Test
  void allStandStillBeforeAnyIsDumpedAndAllAreDumpedBeforeAnyGoesOn() {
    three.save(accord -> accord);

    assertThat(three.events).hasSize(9);
    assertThat(three.events.subList(0, 3)).allMatch(event -> event.startsWith("still"));
    assertThat(three.events.subList(3, 6)).allMatch(event -> event.startsWith("dump"));
    assertThat(three.events.subList(6, 9)).allMatch(event -> event.startsWith("on"));
  }

  @Test
  void theVersionsOfAllContainersAreListedAsOne() {
    three.save(accord -> accord);

    List<Checkpoint> listed = three.whole().list();
    assertThat(listed).hasSize(1);
    assertThat(listed.getFirst().processes()).isEqualTo(3);
    assertThat(listed.getFirst().id()).isEqualTo(new CheckpointId(three.first.id().value(), 1));
    assertThat(three.index.list()).hasSize(3);
  }

  @Test
  void aVersionOfWhichOneContainerIsMissingIsNotListed() {
    three.save(accord -> accord);
    int second = three.others.getFirst().id().value();
    three.index.removeHolder(new CheckpointId(second, 1), new NodeId(2));

    assertThat(three.whole().list()).isEmpty();
    assertThatThrownBy(() -> three.whole().find(three.first.id().value(), Optional.empty()))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("container " + second);
  }

  @Test
  void theNextVersionOfAllHasANumberThatNoContainerHadBefore() {
    int second = three.others.getFirst().id().value();
    three.index.delete(second, List.of(4));

    three.save(accord -> accord);

    assertThat(three.whole().list().getFirst().id().version()).isEqualTo(5);
  }

  @Test
  void allGoOnWhenOneCannotStandStill() throws Exception {
    int last = three.others.getLast().id().value();
    three.cannotFreeze.add(last);

    assertThatThrownBy(() -> three.save(accord -> accord))
        .hasMessageContaining("container " + last + " cannot be saved together");

    assertNothingHappened();
  }

  @Test
  void allGoOnWhenAContainerIsAddedMeanwhile() throws Exception {
    assertThatThrownBy(() -> three.save(accord -> new Adding(accord, three)))
        .isInstanceOf(MoveFailedException.class)
        .hasMessageContaining("was added");

    assertNothingHappened();
  }

  @Test
  void aNodeThatDiesLetsTheOthersGoOn() throws Exception {
    NodeId dead = three.others.getFirst().host();

    assertThatThrownBy(() ->
            three.save(accord -> new Dying(accord, Hook.DUMPED, () -> three.network.crash(dead))))
        .isInstanceOf(MoveFailedException.class)
        .hasMessageContaining("on node" + dead);

    assertNothingHappened();
  }

  @ParameterizedTest
  @EnumSource(Hook.class)
  void whenTheLeaderDiesAllGoOnAndEitherAllKeepTheirVersionsOrNone(Hook hook) throws Exception {
    assertThatThrownBy(() ->
            three.save(accord ->
                new Dying(
                    accord,
                    hook,
                    () -> {
                      three.network.crash(ThreeContainers.LEADER);
                      throw new AgentDies();
                    })))
        .isInstanceOf(AgentDies.class);

    boolean decided = hook == Hook.LISTED;
    for (Application other : three.others) {
      int number = other.id().value();
      assertThat(three.end(other).get(SECONDS, TimeUnit.SECONDS)).isEqualTo(decided);
      assertThat(three.undecided(other.host()).load()).isEmpty();
      assertThat(three.index.list())
          .extracting(line -> line.id().application())
          .doesNotContain(decided ? -1 : number);
    }
    assertThat(three.whole().list()).hasSize(decided ? 1 : 0);
    assertThat(on()).containsAll(still());
    assertThat(still()).hasSize(hook == Hook.STAND_STILL ? 0 : 3);
  }

  private void assertNothingHappened() throws Exception {
    for (Application other : three.others) {
      assertThat(three.end(other).get(SECONDS, TimeUnit.SECONDS)).isFalse();
    }
    assertThat(three.index.list()).isEmpty();
    assertThat(on()).containsAll(still());
    assertThat(three.undecided(ThreeContainers.LEADER).load()).isEmpty();
  }

  private List<String> still() {
    return numbers("still ");
  }

  private List<String> on() {
    return numbers("on ");
  }

  private List<String> numbers(String what) {
    return three.events.stream()
        .filter(event -> event.startsWith(what))
        .map(event -> event.substring(what.length()))
        .sorted()
        .toList();
  }

  /** The leader's, until something happens at a hook. */
  private record Dying(Accord accord, Hook hook, Runnable happens) implements Accord {
    private void at(Hook now) {
      if (now == hook) {
        happens.run();
      }
    }

    @Override
    public Checkpoint reserve(
        CheckpointIndex index, int application, Function<CheckpointId, Checkpoint> draft) {
      return accord.reserve(index, application, draft);
    }

    @Override
    public Optional<Path> standStill(MovingContainer container) {
      at(Hook.STAND_STILL);
      return accord.standStill(container);
    }

    @Override
    public void dumped() {
      at(Hook.DUMPED);
      accord.dumped();
    }

    @Override
    public void goOn(MovingContainer container) {
      accord.goOn(container);
    }

    @Override
    public VersionParts parts() {
      return accord.parts();
    }

    @Override
    public void stored() {
      at(Hook.STORED);
      accord.stored();
    }

    @Override
    public boolean decide(CheckpointId id) {
      at(Hook.DECIDE);
      return accord.decide(id);
    }

    @Override
    public void listed(Checkpoint line) {
      at(Hook.LISTED);
      accord.listed(line);
    }
  }

  /** The leader's, while somebody adds a container. */
  private static final class Adding implements Accord {
    private final Accord accord;
    private final ThreeContainers three;

    private Adding(Accord accord, ThreeContainers three) {
      this.accord = accord;
      this.three = three;
    }

    @Override
    public Checkpoint reserve(
        CheckpointIndex index, int application, Function<CheckpointId, Checkpoint> draft) {
      three.registry.register(
          new NewApplication(
              "late",
              new Owner(0, 0, "root"),
              List.of("late"),
              new NodeId(2),
              Optional.of(three.first.id()),
              Optional.empty()));
      return accord.reserve(index, application, draft);
    }

    @Override
    public Optional<Path> standStill(MovingContainer container) {
      return accord.standStill(container);
    }

    @Override
    public void goOn(MovingContainer container) {
      accord.goOn(container);
    }
  }
}
