package io.ssi.migration.container;

import io.ssi.linux.container.ChildRole;
import io.ssi.linux.container.ContainerProcesses;
import io.ssi.linux.container.FreezerState;
import io.ssi.linux.container.Keeper;
import io.ssi.linux.criu.Criu;
import io.ssi.pid.CarriedProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** A container with a keeper. */
final class KeptContainer implements MovingContainer {
  // The keeper itself is pid 1; what it started besides the application are workers of CRIU.
  private static final int KEEPER = 1;
  private static final Duration FREEZE_LIMIT = Duration.ofSeconds(5);

  private final Keeper keeper;
  private final ContainerProcesses processes;
  private final Criu dumper;
  private final Criu restorer;
  private final Supplier<List<CarriedProcess>> carried;
  private final Supplier<Optional<Path>> freezer;

  KeptContainer(
      Keeper keeper,
      ContainerProcesses processes,
      Criu dumper,
      Criu restorer,
      Supplier<List<CarriedProcess>> carried,
      Supplier<Optional<Path>> freezer) {
    this.keeper = keeper;
    this.processes = processes;
    this.dumper = dumper;
    this.restorer = restorer;
    this.carried = carried;
    this.freezer = freezer;
  }

  @Override
  public Criu dumper() {
    return dumper;
  }

  @Override
  public Criu restorer() {
    return restorer;
  }

  @Override
  public List<Member> members() {
    Set<Integer> workers =
        keeper.children().stream()
            .filter(child -> child.role() == ChildRole.WORKER && !child.ended())
            .map(child -> child.pid().value())
            .collect(Collectors.toSet());
    return processes.list(keeper.localPid()).stream()
        .filter(process -> process.inside().value() != KEEPER)
        .filter(process -> !workers.contains(process.inside().value()))
        .map(process -> new Member(process.inside().value(), process.local()))
        .toList();
  }

  @Override
  public boolean isInForeground() {
    return !keeper.state().streams().isEmpty();
  }

  @Override
  public Optional<Path> freezer() {
    return freezer.get();
  }

  @Override
  public List<CarriedProcess> carried(List<Member> members) {
    Set<Integer> numbers = members.stream().map(Member::inside).collect(Collectors.toSet());
    return carried.get().stream().filter(process -> numbers.contains(process.pid())).toList();
  }

  @Override
  public void standStill() {
    if (keeper.state().freezer() != FreezerState.ABSENT) {
      keeper.freeze(FREEZE_LIMIT);
    }
  }

  @Override
  public void moveAgain() {
    if (keeper.state().freezer() != FreezerState.ABSENT) {
      keeper.thaw(FREEZE_LIMIT);
    }
  }

  @Override
  public int cursor() {
    return keeper.cursor();
  }

  @Override
  public void cursor(int last) {
    keeper.moveCursor(last);
  }
}
