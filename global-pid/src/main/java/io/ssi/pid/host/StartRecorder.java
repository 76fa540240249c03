package io.ssi.pid.host;

import io.ssi.linux.InsidePid;
import io.ssi.membership.MembershipException;
import io.ssi.pid.Application;
import io.ssi.pid.ApplicationPhase;
import io.ssi.pid.NoSuchApplicationException;
import io.ssi.pid.PidException;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the registry that a program runs. From then on its end is recorded too. */
final class StartRecorder {
  private static final Logger LOG = LoggerFactory.getLogger(StartRecorder.class);
  private static final long RETRY_MILLIS = 1000;

  private final HostParts parts;
  private final EndRecorder ends;

  StartRecorder(HostParts parts, EndRecorder ends) {
    this.parts = parts;
    this.ends = ends;
  }

  /** Blocks; when it throws nothing is recorded. */
  Application record(Application record, HostedContainer container, InsidePid program) {
    Application stored = runs(record, program);
    isRecorded(stored, container);
    return stored;
  }

  /**
   * In the background, tried until it is done. Should this agent die before, the next one does it.
   */
  void recordLater(Application record, HostedContainer container, InsidePid program) {
    parts.background().execute(() -> tryToRecord(record, container, program));
  }

  private void tryToRecord(Application record, HostedContainer container, InsidePid program) {
    try {
      Application stored = runs(record, program);
      isRecorded(stored, container);
    } catch (NoSuchApplicationException e) {
      LOG.warn("application {}: the cluster has forgotten it while it was started", record.id(), e);
    } catch (MembershipException | PidException e) {
      LOG.warn("application {}: that it runs is recorded later", record.id(), e);
      parts.later(RETRY_MILLIS, () -> tryToRecord(record, container, program));
    }
  }

  private Application runs(Application record, InsidePid program) {
    OptionalInt pid = OptionalInt.of(program.value());
    return parts
        .registry()
        .change(
            record.id(),
            now ->
                now.phase() == ApplicationPhase.STARTING ? RunningRecord.of(now, pid, parts) : now);
  }

  private void isRecorded(Application stored, HostedContainer container) {
    container.mode(ContainerMode.HOSTED);
    // It may have ended before anybody was told that it runs.
    ends.settle(container);
    LOG.info("application {}: {} runs as {}", stored.id(), stored.name(), stored.owner().user());
  }
}
