package io.ssi.migration.fire;

import io.ssi.linux.LocalPid;
import io.ssi.linux.container.StreamName;
import io.ssi.linux.container.testing.FakeKeeper;
import io.ssi.linux.criu.Criu;
import io.ssi.linux.criu.CriuLimits;
import io.ssi.linux.syscall.Descriptor;
import io.ssi.migration.container.Grip;
import io.ssi.migration.container.Member;
import io.ssi.migration.container.MovingContainer;
import io.ssi.migration.image.MovedStreams;
import io.ssi.pid.CarriedProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One container of the world, as one agent uses it. */
record FireContainer(Life life, FakeKeeper keeper) implements MovingContainer {
  private static final Duration LIMIT = Duration.ofSeconds(1);

  @Override
  public Criu dumper() {
    return new Criu(new FakeCriu(life, keeper), CriuLimits.standard(), life.world()::nanos);
  }

  @Override
  public Criu restorer() {
    return dumper();
  }

  @Override
  public List<Member> members() {
    life.effect("looks at the processes");
    keeper.children();
    return program().lives()
        ? List.of(new Member(2, new LocalPid(1_000_002)), new Member(3, new LocalPid(1_000_003)))
        : List.of();
  }

  @Override
  public boolean isBeingBuilt() {
    return program().inRestorer;
  }

  @Override
  public Grip grip(List<Member> members) {
    Program held = program();
    return new Grip() {
      @Override
      public void kill() {
        life.effect("kills the processes");
        held.kill();
      }

      @Override
      public void close() {
        life.requireAlive();
      }
    };
  }

  @Override
  public Set<StreamName> heldStreams() {
    return Set.of();
  }

  @Override
  public Optional<MovedStreams> streams() {
    return Optional.empty();
  }

  @Override
  public void adoptStream(StreamName stream, Descriptor outer) {
    throw new UnsupportedOperationException("no streams in this world");
  }

  @Override
  public Optional<Path> freezer() {
    return Optional.empty();
  }

  @Override
  public List<CarriedProcess> carried(List<Member> members) {
    return List.of();
  }

  @Override
  public void standStill() {
    life.effect("freezes the control group");
    keeper.freeze(LIMIT);
  }

  @Override
  public void moveAgain() {
    life.effect("thaws the control group");
    keeper.thaw(LIMIT);
  }

  @Override
  public int cursor() {
    life.requireAlive();
    return keeper.cursor();
  }

  @Override
  public void cursor(int last) {
    life.effect("sets the cursor");
    keeper.moveCursor(last);
  }

  private Program program() {
    return life.machine().program(keeper);
  }
}
