package io.ssi.pid.host;

import io.ssi.linux.InsidePid;
import io.ssi.linux.LinuxException;
import io.ssi.linux.container.ContainerPhase;
import io.ssi.linux.container.KeeperState;
import io.ssi.pid.Application;
import io.ssi.pid.ApplicationPhase;
import io.ssi.pid.ContainerNumber;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes over what an earlier agent of this node left. May be repeated. */
final class ContainerAttachment {
  private static final Logger LOG = LoggerFactory.getLogger(ContainerAttachment.class);

  private final HostParts parts;
  private final HostedContainers hosted;
  private final ContainerMaker maker;
  private final EndRecorder ends;
  private final Suspensions suspensions;

  private volatile Consumer<AttachedProgram> inForeground = AttachedProgram::close;

  /** Guarded by this. */
  private boolean isAttached;

  ContainerAttachment(
      HostParts parts,
      HostedContainers hosted,
      ContainerMaker maker,
      EndRecorder ends,
      Suspensions suspensions) {
    this.parts = parts;
    this.hosted = hosted;
    this.maker = maker;
    this.ends = ends;
    this.suspensions = suspensions;
  }

  /** Who takes over programs whose streams their keeper has kept. */
  void inForeground(Consumer<AttachedProgram> taker) {
    inForeground = taker;
  }

  /** Takes over every container; gives what process-migration has to settle. */
  synchronized List<ContainerNumber> attachAll() {
    List<ContainerNumber> unsettled = new ArrayList<>();
    hosted.all().forEach(this::review);
    if (isAttached) {
      // What is under way now is this agent's own, and none of it was left by an earlier one.
      return unsettled;
    }
    for (int found : parts.containers().found()) {
      ContainerNumber number = new ContainerNumber(found);
      if (hosted.find(number).isEmpty()) {
        attach(number);
      }
    }
    for (Application record : parts.registry().all()) {
      ContainerNumber number = record.id().firstContainer();
      if (hosted.find(number).isEmpty() && missing(record)) {
        unsettled.add(number);
      }
    }
    isAttached = true;
    return unsettled;
  }

  /** A container that this very agent hosts, after others may have taken the node for gone. */
  private void review(HostedContainer container) {
    if (container.mode() != ContainerMode.HOSTED) {
      return;
    }
    Optional<Application> record = parts.registry().find(container.number());
    if (record.isEmpty() || record.get().phase() == ApplicationPhase.MIGRATING) {
      return;
    }
    KeeperState state = container.keeper().state();
    switch (AttachDecision.of(record.get(), state.phase(), parts.local())) {
      case REVIVE -> running(record.get(), state);
      case TAKE_DOWN -> {
        boolean livesElsewhere = !record.get().host().equals(parts.local());
        if (livesElsewhere) {
          LOG.warn("application {}: was brought back elsewhere, ends here", record.get().id());
          hosted.remove(container);
          takeDown(container, record.get());
        }
      }
      case HOST,
          FINISH_START,
          FAIL_START,
          RUN_ON,
          FINISH_MOVE,
          LEAVE_TO_MIGRATION,
          FAIL_RESTART -> {}
    }
  }

  private void attach(ContainerNumber number) {
    Optional<HostedContainer> found = maker.attach(number, ContainerMode.DEPARTING);
    if (found.isEmpty()) {
      return;
    }
    HostedContainer container = found.get();
    KeeperState state = container.keeper().state();
    Optional<Application> known = record(number);
    if (known.isEmpty()) {
      unknown(container, state);
      return;
    }
    Application record = known.get();
    boolean isLetGo = LetGo.holds(container.keeper(), state);
    ContainerPhase phase = isLetGo ? ContainerPhase.RUNNING : state.phase();
    AttachDecision decision = AttachDecision.of(record, phase, parts.local());
    LOG.info("application {}: found its container, {}", record.id(), decision);
    switch (decision) {
      case HOST -> host(container, record, state);
      case FINISH_START, REVIVE, RUN_ON, FINISH_MOVE -> {
        LetGo.confirm(container.keeper(), state);
        running(record, state);
        host(container, record, state);
      }
      case FAIL_START -> {
        maker.takeDown(container);
        failed(record);
      }
      // An empty container is in the way of the restore that completes the move.
      case LEAVE_TO_MIGRATION, TAKE_DOWN -> takeDown(container, record);
      case FAIL_RESTART -> {
        takeDown(container, record);
        lost(record, "the agent of node " + parts.local() + " died while bringing it back");
      }
    }
  }

  /** Ends a container; its log is kept only if the application ever ran in it. */
  private void takeDown(HostedContainer container, Application record) {
    ContainerNumber number = container.number();
    maker.takeDown(container);
    OptionalInt segment = parts.files().currentSegment(number);
    boolean wasStay =
        segment.isPresent()
            && segment.getAsInt() < record.stays().size()
            && record.stays().get(segment.getAsInt()).node().equals(parts.local());
    if (wasStay && record.host().equals(parts.local())) {
      return;
    }
    if (wasStay) {
      parts.files().finish(number);
    } else {
      parts.files().discard(number);
    }
  }

  /** The cluster's record; where all agents were gone at once, the one that was saved here. */
  private Optional<Application> record(ContainerNumber number) {
    Optional<Application> saved = parts.files().saved(number);
    Optional<Application> known = parts.registry().find(number);
    if (known.isPresent()) {
      boolean isSame =
          saved.map(old -> old.startedAt().equals(known.get().startedAt())).orElse(true);
      return isSame ? known : Optional.empty();
    }
    return saved
        .map(parts.registry()::reinstate)
        .filter(record -> record.startedAt().equals(saved.get().startedAt()));
  }

  private void unknown(HostedContainer container, KeeperState state) {
    boolean lives = state.phase() != ContainerPhase.EMPTY && state.phase() != ContainerPhase.ENDED;
    if (lives) {
      LOG.warn(
          "container {}: belongs to no application that the cluster knows; its processes are left"
              + " alone and listed as the node's",
          container.number());
      container.keeper().close();
    } else {
      maker.takeDown(container);
    }
  }

  private void host(HostedContainer container, Application record, KeeperState state) {
    hosted.add(container);
    takeStreams(container, record, state);
    ends.watch(container);
    container.mode(ContainerMode.HOSTED);
    ends.settle(container);
    suspensions.settle(container.number());
  }

  /** Before its end can be recorded, after which nothing of its output would be left. */
  private void takeStreams(HostedContainer container, Application record, KeeperState state) {
    try {
      AttachedProgram.of(record, container, state, parts.files().output(container.number()))
          .ifPresent(inForeground);
    } catch (LinuxException e) {
      LOG.warn("application {}: what it writes is not taken", record.id(), e);
    }
  }

  private void running(Application record, KeeperState state) {
    OptionalInt pid =
        state.program().map(InsidePid::value).map(OptionalInt::of).orElse(OptionalInt.empty());
    parts.registry().change(record.id(), now -> RunningRecord.of(now, pid, parts));
  }

  /** A start that came to nothing leaves no trace: nothing of it ran. */
  private void failed(Application record) {
    Application ended =
        parts
            .registry()
            .change(
                record.id(),
                now ->
                    now.phase().isLive() && now.stays().isEmpty()
                        ? now.change()
                            .ended(parts.clock().instant(), "the agent died while starting it")
                            .done()
                        : now);
    if (ended.phase() == ApplicationPhase.ENDED) {
      parts.registry().forget(ended.id());
    }
  }

  /** A record without a container here; true if process-migration has to settle it. */
  private boolean missing(Application record) {
    boolean isHost = record.host().equals(parts.local());
    return switch (AttachDecision.of(record, ContainerPhase.EMPTY, parts.local())) {
      case FAIL_START -> {
        failed(record);
        yield false;
      }
      case FAIL_RESTART -> {
        lost(record, "the agent of node " + parts.local() + " died while bringing it back");
        yield false;
      }
      case LEAVE_TO_MIGRATION -> true;
      case TAKE_DOWN -> {
        if (isHost && record.phase().isLive()) {
          lost(
              record,
              "its container was gone when the agent of node " + parts.local() + " started");
        }
        yield false;
      }
      case HOST, FINISH_START, RUN_ON, FINISH_MOVE, REVIVE ->
          throw new IllegalStateException("Nothing can run in a container that is not there");
    };
  }

  private void lost(Application record, String reason) {
    parts
        .registry()
        .change(
            record.id(),
            now ->
                now.revision() == record.revision()
                    ? now.change().noMigration().phase(ApplicationPhase.LOST, reason).done()
                    : now);
    LOG.warn("application {}: lost, {}", record.id(), reason);
  }
}
