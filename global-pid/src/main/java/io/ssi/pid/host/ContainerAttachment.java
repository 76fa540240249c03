package io.ssi.pid.host;

import io.ssi.linux.InsidePid;
import io.ssi.linux.container.ContainerPhase;
import io.ssi.linux.container.KeeperState;
import io.ssi.membership.NodeId;
import io.ssi.pid.Application;
import io.ssi.pid.ApplicationPhase;
import io.ssi.pid.ContainerNumber;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes over what an earlier agent of this node left. May be repeated. */
final class ContainerAttachment {
  private static final Logger LOG = LoggerFactory.getLogger(ContainerAttachment.class);

  private final HostParts parts;
  private final HostedContainers hosted;
  private final ContainerMaker maker;
  private final EndRecorder ends;

  ContainerAttachment(
      HostParts parts, HostedContainers hosted, ContainerMaker maker, EndRecorder ends) {
    this.parts = parts;
    this.hosted = hosted;
    this.maker = maker;
    this.ends = ends;
  }

  /** Takes over every container; gives those that process-migration has to settle. */
  List<ContainerNumber> attachAll() {
    List<ContainerNumber> unsettled = new ArrayList<>();
    for (int found : parts.containers().found()) {
      ContainerNumber number = new ContainerNumber(found);
      if (hosted.find(number).isEmpty() && attach(number)) {
        unsettled.add(number);
      }
    }
    parts.registry().all().stream()
        .filter(record -> record.host().equals(parts.local()) && record.phase().isLive())
        .filter(record -> hosted.find(record.id().firstContainer()).isEmpty())
        .forEach(this::missing);
    return unsettled;
  }

  /** True if process-migration has to settle it. */
  private boolean attach(ContainerNumber number) {
    Optional<HostedContainer> found = maker.attach(number, ContainerMode.DEPARTING);
    if (found.isEmpty()) {
      return false;
    }
    HostedContainer container = found.get();
    KeeperState state = container.keeper().state();
    Optional<Application> record = record(number);
    if (record.isEmpty()) {
      unknown(container, state);
      return false;
    }
    AttachDecision decision = AttachDecision.of(record.get(), state.phase(), parts.local());
    LOG.info("application {}: found its container, {}", record.get().id(), decision);
    switch (decision) {
      case HOST -> host(container);
      case FINISH_START, REVIVE -> {
        running(record.get(), state);
        host(container);
      }
      case FAIL_START -> {
        maker.takeDown(container);
        failed(record.get());
      }
      case LEAVE_TO_MIGRATION -> {
        boolean isHost = record.get().host().equals(parts.local());
        boolean isLeaving = isHost && record.get().phase() == ApplicationPhase.MIGRATING;
        container.mode(isLeaving ? ContainerMode.DEPARTING : ContainerMode.RESTORING);
        hosted.add(container);
        ends.watch(container);
      }
      case TAKE_DOWN -> {
        maker.takeDown(container);
        parts.files().finish(number);
      }
    }
    return decision == AttachDecision.LEAVE_TO_MIGRATION;
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

  private void host(HostedContainer container) {
    hosted.add(container);
    ends.watch(container);
    container.mode(ContainerMode.HOSTED);
    ends.settle(container);
  }

  private void running(Application record, KeeperState state) {
    NodeId local = parts.local();
    int pid = state.program().map(InsidePid::value).orElse(0);
    parts
        .registry()
        .change(
            record.id(),
            now -> {
              if (now.phase() == ApplicationPhase.RUNNING) {
                return now;
              }
              var change = now.change().phase(ApplicationPhase.RUNNING, "");
              if (now.stays().isEmpty()) {
                change.arrivedAt(local, parts.clock().instant());
              }
              return (pid > 0 ? change.programStarted(pid) : change).done();
            });
  }

  /** A start that came to nothing leaves no trace, since nobody was told its number. */
  private void failed(Application record) {
    Application ended =
        parts
            .registry()
            .change(
                record.id(),
                now ->
                    now.phase() == ApplicationPhase.STARTING
                        ? now.change()
                            .ended(parts.clock().instant(), "the agent died while starting it")
                            .done()
                        : now);
    if (ended.phase() == ApplicationPhase.ENDED) {
      parts.registry().forget(ended.id());
    }
  }

  private void missing(Application record) {
    switch (record.phase()) {
      case STARTING -> failed(record);
      case RUNNING, CHECKPOINTING -> lost(record);
      case MIGRATING -> {
        if (!AttachDecision.isDecided(record)) {
          lost(record);
        }
      }
      case RESTARTING, LOST, ENDED -> LOG.debug("application {}: not here", record.id());
    }
  }

  private void lost(Application record) {
    String reason = "its container was gone when the agent of node " + parts.local() + " started";
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
