package io.ssi.pid.route;

import io.ssi.linux.InsidePid;
import io.ssi.linux.Signal;
import io.ssi.linux.container.Keeper;
import io.ssi.linux.container.SignalTarget;
import io.ssi.linux.procfs.IdSet;
import io.ssi.membership.channel.ClusterChannel;
import io.ssi.pid.Application;
import io.ssi.pid.ApplicationId;
import io.ssi.pid.Caller;
import io.ssi.pid.ContainerNumber;
import io.ssi.pid.GlobalPid;
import io.ssi.pid.NoSuchApplicationException;
import io.ssi.pid.NoSuchGlobalProcessException;
import io.ssi.pid.NotPermittedException;
import io.ssi.pid.OnItsWayException;
import io.ssi.pid.message.ProcessRole;
import io.ssi.pid.message.Recipients;
import io.ssi.pid.message.SignalRequest;
import io.ssi.pid.registry.ApplicationRegistry;
import io.ssi.pid.view.LocalProcesses;
import io.ssi.pid.view.LocatedProcess;
import io.ssi.pid.wire.RouteWire;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Signals processes of this node and of its containers. Any thread. */
public final class LocalSignals {
  private static final Logger LOG = LoggerFactory.getLogger(LocalSignals.class);
  private static final int LOOKS = 100;

  private final ApplicationRegistry registry;
  private final LocalProcesses processes;
  private final Function<ContainerNumber, Optional<Keeper>> keepers;
  private final ProcessSignals signals;
  private final Door door;
  private final Consumer<ApplicationId> resume;

  /** Lets signals into containers: port. */
  @FunctionalInterface
  public interface Door {

    /**
     * Delivers a signal, unless the application is on its way.
     *
     * @param container into which
     * @param delivery does it; false if there is nobody
     * @return what the delivery said
     * @throws io.ssi.pid.OnItsWayException if it was not tried
     */
    boolean deliver(ContainerNumber container, BooleanSupplier delivery);
  }

  /**
   * For this node.
   *
   * @param registry whose applications are
   * @param processes finds processes
   * @param keepers the keeper of a container that is here
   * @param signals sends signals
   * @param door lets them into containers
   * @param resume lets an application run that was suspended
   */
  public LocalSignals(
      ApplicationRegistry registry,
      LocalProcesses processes,
      Function<ContainerNumber, Optional<Keeper>> keepers,
      ProcessSignals signals,
      Door door,
      Consumer<ApplicationId> resume) {
    this.registry = registry;
    this.processes = processes;
    this.keepers = keepers;
    this.signals = signals;
    this.door = door;
    this.resume = resume;
  }

  /**
   * Answers requests. Called once, before the agent joins.
   *
   * @param channel where requests come in
   */
  public void serve(ClusterChannel channel) {
    channel.handle(
        SignalRouter.SIGNAL,
        (from, body) -> {
          signal(RouteWire.signalRequest(body));
          return new byte[0];
        });
  }

  /**
   * Does what a request says.
   *
   * @param request whom to signal how
   * @throws NoSuchGlobalProcessException if there is no such process here
   * @throws NoSuchApplicationException if the application is not here
   * @throws NotPermittedException if the caller may not
   * @throws io.ssi.pid.OnItsWayException if the application is on its way; nothing was sent
   */
  public void signal(SignalRequest request) {
    switch (request.recipients()) {
      case Recipients.One(GlobalPid pid) -> signal(pid, request.signal(), request.caller());
      case Recipients.Group(GlobalPid leader) ->
          signalGroup(leader, request.signal(), request.caller());
      case Recipients.Everyone(ApplicationId id) -> signal(id, request.signal(), request.caller());
    }
  }

  private void signal(GlobalPid pid, int signal, Caller caller) {
    LocatedProcess process = processes.locate(pid).orElseThrow(() -> absent(pid));
    if (process.role().isInternal()) {
      throw new NotPermittedException(
          "Signalling process "
              + pid
              + " failed: Operation not permitted (EPERM); it is the "
              + (process.role() == ProcessRole.KEEPER ? "keeper" : "reaper")
              + " of its container, signal the application's own processes");
    }
    if (!mayKill(caller, process.users())) {
      throw new NotPermittedException(
          "Signalling process "
              + pid
              + " failed: Operation not permitted (EPERM); it belongs to user "
              + process.users().real());
    }
    if (signal == 0 ? !processes.isStillThere(process) : !send(process, new Signal(signal))) {
      throw absent(pid);
    }
  }

  private void signalGroup(GlobalPid leader, int signal, Caller caller) {
    List<LocatedProcess> members = processes.group(leader);
    if (members.isEmpty()) {
      throw absentGroup(leader);
    }
    List<LocatedProcess> own =
        members.stream().filter(member -> mayKill(caller, member.users())).toList();
    if (own.isEmpty()) {
      throw new NotPermittedException(
          "Signalling process group "
              + leader
              + " failed: Operation not permitted (EPERM); it belongs to user "
              + members.getFirst().users().real());
    }
    if (signal == 0) {
      return;
    }
    Optional<Keeper> keeper = leader.container().flatMap(keepers);
    boolean found =
        (keeper.isPresent() && own.equals(members))
            ? deliver(leader, keeper.get(), new Signal(signal))
            : sendToEach(leader, own, new Signal(signal), caller);
    if (!found) {
      throw absentGroup(leader);
    }
  }

  private boolean deliver(GlobalPid leader, Keeper keeper, Signal signal) {
    var group = new SignalTarget.ProcessGroup(new InsidePid(leader.pid()));
    return door.deliver(leader.container().orElseThrow(), () -> keeper.signal(group, signal));
  }

  /** Looks again until nobody new is there, for a member may fork between look and signal. */
  private boolean sendToEach(
      GlobalPid leader, List<LocatedProcess> first, Signal signal, Caller caller) {
    Set<LocatedProcess> signalled = new HashSet<>();
    boolean found = false;
    List<LocatedProcess> next = first;
    for (int i = 0; i < LOOKS && !next.isEmpty(); i++) {
      for (LocatedProcess member : next) {
        found |= send(member, signal);
        signalled.add(member);
      }
      next =
          processes.group(leader).stream()
              .filter(member -> mayKill(caller, member.users()) && !signalled.contains(member))
              .toList();
    }
    return found;
  }

  private boolean send(LocatedProcess process, Signal signal) {
    return process
        .container()
        .map(container -> door.deliver(container, () -> signals.send(process, signal)))
        .orElseGet(() -> signals.send(process, signal));
  }

  private void signal(ApplicationId id, int signal, Caller caller) {
    Application record = registry.get(id);
    Ownership.require(record, caller, "Signalling");
    Keeper keeper =
        keepers
            .apply(id.firstContainer())
            .orElseThrow(() ->
                new NoSuchApplicationException(
                    "Signalling application " + id + " failed: it is not on this node"));
    boolean found =
        signal == 0
            || door.deliver(
                id.firstContainer(),
                () -> keeper.signal(new SignalTarget.Everyone(), new Signal(signal)));
    if (signal == Signal.KILL.number() && record.suspended()) {
      thaw(id);
    }
    if (!found) {
      throw new NoSuchApplicationException(
          "Signalling application " + id + " failed: no process of it is left (ESRCH)");
    }
  }

  /** In a freezer of version 1 not even SIGKILL is noticed. */
  private void thaw(ApplicationId id) {
    try {
      resume.accept(id);
    } catch (NoSuchApplicationException | OnItsWayException e) {
      LOG.debug("application {}: has ended already", id, e);
    }
  }

  /** kill(2): the caller's user must be the real or the saved user of the process. */
  private static boolean mayKill(Caller caller, IdSet users) {
    return caller.mayActOn(users.real()) || caller.mayActOn(users.saved());
  }

  private static NoSuchGlobalProcessException absentGroup(GlobalPid leader) {
    return new NoSuchGlobalProcessException(
        "Signalling process group " + leader + " failed: No such process (ESRCH)");
  }

  private static NoSuchGlobalProcessException absent(GlobalPid pid) {
    return new NoSuchGlobalProcessException(
        "Signalling process " + pid + " failed: No such process (ESRCH); ssi ps -e shows all");
  }
}
