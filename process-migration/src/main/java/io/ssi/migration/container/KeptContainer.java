package io.ssi.migration.container;

import io.ssi.linux.container.ChildRole;
import io.ssi.linux.container.ContainerProcesses;
import io.ssi.linux.container.FreezerState;
import io.ssi.linux.container.Keeper;
import io.ssi.linux.container.StreamName;
import io.ssi.linux.criu.Criu;
import io.ssi.linux.syscall.Descriptor;
import io.ssi.linux.syscall.PipeEnd;
import io.ssi.migration.image.MovedStreams;
import io.ssi.migration.image.MovedStreams.MovedPipe;
import io.ssi.pid.CarriedProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
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
  private final Known known;

  /**
   * What others of this agent know of the application.
   *
   * @param carried what its processes have used
   * @param freezer where they stand frozen
   * @param freezable where they can be frozen
   * @param run how far its run in the foreground has come
   */
  record Known(
      Supplier<List<CarriedProcess>> carried,
      Supplier<Optional<Path>> freezer,
      Supplier<Optional<Path>> freezable,
      Supplier<byte[]> run) {}

  KeptContainer(
      Keeper keeper, ContainerProcesses processes, Criu dumper, Criu restorer, Known known) {
    this.keeper = keeper;
    this.processes = processes;
    this.dumper = dumper;
    this.restorer = restorer;
    this.known = known;
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
  public boolean isBeingBuilt() {
    return members().stream().allMatch(member -> processes.blocksEverySignal(member.local()));
  }

  @Override
  public Grip grip(List<Member> members) {
    return new PidFdGrip(members);
  }

  @Override
  public Set<StreamName> heldStreams() {
    return keeper.state().streams();
  }

  @Override
  public Optional<MovedStreams> streams() {
    Map<StreamName, Descriptor> ends = keeper.streams();
    try {
      List<MovedPipe> pipes = new ArrayList<>();
      ends.forEach((stream, end) -> {
        OptionalLong inode = PipeEnd.inode(end);
        if (inode.isPresent()) {
          pipes.add(
              new MovedPipe(
                  stream, inode.getAsLong(), PipeEnd.capacity(end), PipeEnd.content(end)));
        }
      });
      return ends.isEmpty()
          ? Optional.empty()
          : Optional.of(
              new MovedStreams(pipes, ends.containsKey(StreamName.PTY), known.run().get()));
    } finally {
      ends.values().forEach(Descriptor::close);
    }
  }

  @Override
  public void adoptStream(StreamName stream, Descriptor outer) {
    keeper.adopt(stream, outer);
  }

  @Override
  public Optional<Path> freezer() {
    return known.freezer().get();
  }

  @Override
  public Optional<Path> freezable() {
    return known.freezable().get();
  }

  @Override
  public List<CarriedProcess> carried(List<Member> members) {
    Set<Integer> numbers = members.stream().map(Member::inside).collect(Collectors.toSet());
    return known.carried().get().stream()
        .filter(process -> numbers.contains(process.pid()))
        .toList();
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
