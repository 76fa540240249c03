package io.ssi.migration.container;

import io.ssi.linux.InsidePid;
import io.ssi.linux.cgroup.ControlGroup;
import io.ssi.linux.container.ContainerProcesses;
import io.ssi.linux.container.Keeper;
import io.ssi.linux.criu.Criu;
import io.ssi.linux.criu.CriuCommand;
import io.ssi.linux.criu.CriuLimits;
import io.ssi.linux.criu.KeeperWorkers;
import io.ssi.migration.RefusedException;
import io.ssi.pid.Application;
import io.ssi.pid.ApplicationId;
import io.ssi.pid.ContainerNumber;
import io.ssi.pid.foreground.ForegroundServer;
import io.ssi.pid.host.ContainerHost;
import io.ssi.pid.view.LocalProcesses;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** The containers of this node, each with its keeper, as moves need them. */
public final class KeptContainers implements MovingContainers {
  private final ContainerHost host;
  private final ContainerProcesses processes;
  private final LocalProcesses table;
  private final ForegroundServer runs;
  private final Optional<ControlGroup> group;
  private final Supplier<CriuCommand> command;
  private final LongSupplier nanoClock;

  /**
   * What this node's containers are seen through.
   *
   * @param host keeps them
   * @param processes finds who is in them
   * @param table knows what their processes have used
   * @param runs serves programs in the foreground
   * @param group the group below which each has one of its own; empty for none
   */
  public record View(
      ContainerHost host,
      ContainerProcesses processes,
      LocalProcesses table,
      ForegroundServer runs,
      Optional<ControlGroup> group) {}

  /**
   * For this node.
   *
   * @param view what they are seen through
   * @param command starts CRIU; asked each time, so that one that is installed later is found
   * @param nanoClock monotonic nanoseconds
   */
  public KeptContainers(View view, Supplier<CriuCommand> command, LongSupplier nanoClock) {
    this.host = view.host();
    this.processes = view.processes();
    this.table = view.table();
    this.runs = view.runs();
    this.group = view.group();
    this.command = command;
    this.nanoClock = nanoClock;
  }

  @Override
  public MovingContainer of(Application application) {
    ContainerNumber number = application.id().firstContainer();
    Keeper keeper =
        host.keeperOf(number)
            .orElseThrow(() ->
                new RefusedException(
                    "application " + application.id() + " has no container on this node"));
    return kept(number, keeper);
  }

  @Override
  public MovingContainer prepare(Application application) {
    ContainerNumber number = application.id().firstContainer();
    Keeper keeper = host.prepareForRestore(application);
    if (application.programPid().isPresent()) {
      InsidePid program = new InsidePid(application.programPid().getAsInt());
      application
          .exit()
          .ifPresentOrElse(
              status -> keeper.expectEnded(program, status), () -> keeper.expect(program));
    }
    return kept(number, keeper);
  }

  @Override
  public void adopt(Application application) {
    var _ = host.adoptRestored(application.id().firstContainer(), application.carried());
  }

  @Override
  public void takeCharge(Application application) {
    host.takeCharge(application.id().firstContainer());
  }

  @Override
  public void completeMove(Application application) {
    host.completeMove(application.id().firstContainer());
  }

  @Override
  public void holdSignals(Application application) {
    host.signals().hold(application.id().firstContainer());
  }

  @Override
  public void letSignals(Application application) {
    host.signals().let(application.id().firstContainer());
  }

  @Override
  public void holdStreams(Application application) {
    runs.hold(application.id())
        .ifPresent(reason -> {
          throw new RefusedException(
              "the streams of application " + application.id() + " cannot be moved now: " + reason);
        });
  }

  @Override
  public void letStreams(Application application) {
    runs.let(application.id());
  }

  @Override
  public void takeStreams(Application application, byte[] run) {
    host.inForeground(application).ifPresent(program -> runs.arrive(program, run));
  }

  @Override
  public void departing(Application application) {
    host.expectDeparture(application.id().firstContainer());
  }

  @Override
  public void discard(Application application) {
    host.abandon(application.id().firstContainer());
  }

  @Override
  public void dissolve(Application application) {
    runs.gone(application.id());
    host.dissolve(application.id().firstContainer());
  }

  private MovingContainer kept(ContainerNumber number, Keeper keeper) {
    List<Path> cgroups =
        group.map(parent -> parent.child("container-" + number).directories()).orElse(List.of());
    return new KeptContainer(
        keeper,
        processes,
        criu(keeper, List.of()),
        criu(keeper, cgroups),
        new KeptContainer.Known(
            () -> table.carried(number),
            () -> host.suspensions().freezerOf(number),
            () -> host.suspensions().groupOf(number),
            () -> runs.state(ApplicationId.of(number))));
  }

  private Criu criu(Keeper keeper, List<Path> cgroups) {
    return new Criu(
        new KeeperWorkers(keeper, processes, command.get(), cgroups),
        CriuLimits.standard(),
        nanoClock);
  }
}
