package io.ssi.migration.fire;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssi.linux.WaitStatus;
import io.ssi.linux.container.testing.FakeKeeper;
import io.ssi.migration.MigrationException;
import io.ssi.migration.Outcome;
import io.ssi.pid.Application;
import io.ssi.pid.ApplicationPhase;
import io.ssi.pid.ContainerNumber;
import io.ssi.pid.host.ContainerMode;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is left of a move when all is settled, and that it is one of what may be left: one copy that
 * has lost no instruction and executed none twice, or none and an image that is whole, or an
 * application that has ended because somebody killed it.
 */
final class Aftermath {
  private static final Set<Fault> DEADLY =
      EnumSet.of(Fault.SOURCE_KEEPER_KILLED, Fault.TARGET_KEEPER_KILLED, Fault.PROCESS_DIES);

  private final World world;
  private final Optional<MigrationException> told;

  Aftermath(World world, Optional<MigrationException> told) {
    this.world = world;
    this.told = told;
  }

  /** In the words of the table in docs/design/migration.md. */
  String check(Fault fault) {
    Machine source = world.source().machine();
    Machine target = world.target().machine();
    assertThat(source.runs() && target.runs()).as("both run").isFalse();
    String where;
    if (source.runs()) {
      runs(world.source(), world.target());
      where = "stays";
    } else if (target.runs()) {
      runs(world.target(), world.source());
      where = "moves";
    } else {
      where = runsNowhere(fault);
    }
    told.ifPresent(error -> isTrue(error, where));
    if (told.isEmpty() && !world.sourceDied()) {
      assertThat(where).as("what succeeded").isIn("moves", "ends");
    }
    return told.map(error -> where + " " + error.outcome().name().charAt(0)).orElse(where);
  }

  private void runs(Life there, Life elsewhere) {
    Application now = world.recorded();
    assertThat(now.phase()).isEqualTo(ApplicationPhase.RUNNING);
    assertThat(now.migration()).isEmpty();
    assertThat(now.host()).isEqualTo(there.machine().id);
    ContainerNumber number = now.id().firstContainer();
    assertThat(there.host.modeOf(number)).contains(ContainerMode.HOSTED);
    assertThat(there.host.signals().deliver(number, () -> true)).as("signals").isTrue();
    assertThat(elsewhere.machine().keeper()).as("another container").isEmpty();
    assertThat(there.machine().images()).as("images").isEmpty();
    assertThat(elsewhere.machine().images()).as("images").isEmpty();
    FakeKeeper keeper = there.machine().keeper().orElseThrow();
    assertThat(there.machine().program(keeper).instructions)
        .as("instructions that it remembers, of those that were executed")
        .isEqualTo(world.executed());
    keeper.endProgram(WaitStatus.exited(5));
    assertThat(world.recorded().exit()).as("its end").contains(WaitStatus.exited(5));
  }

  private String runsNowhere(Fault fault) {
    Application now = world.recorded();
    for (Machine machine : List.of(world.source().machine(), world.target().machine())) {
      assertThat(machine.keeper()).as("a container without the application").isEmpty();
    }
    if (now.phase() == ApplicationPhase.ENDED) {
      assertThat(DEADLY).contains(fault);
      assertThat(world.target().machine().images()).isEmpty();
      return "ends";
    }
    assertThat(now.phase()).isEqualTo(ApplicationPhase.LOST);
    assertThat(now.reason()).contains(world.target().machine().arriving().toString());
    assertThat(world.target().machine().images()).hasSize(1);
    return "lost";
  }

  private static void isTrue(MigrationException error, String where) {
    if (error.outcome() == Outcome.UNKNOWN) {
      assertThat(error).hasMessageContaining("'ssi ps' shows whether it runs");
    } else {
      assertThat(where).as("%s", error.getMessage()).isIn("stays", "ends");
    }
  }
}
