package io.ssi.tools.testing;

import io.ssi.linux.Signal;
import io.ssi.membership.NodeId;
import io.ssi.pid.AppOrPid;
import io.ssi.pid.ApplicationId;
import io.ssi.pid.GlobalPid;
import io.ssi.tools.service.ProcessEnd;
import io.ssi.tools.service.ProcessListing;
import io.ssi.tools.service.ProcessRow;
import io.ssi.tools.service.Processes;
import io.ssi.tools.service.TimedOutException;
import io.ssi.tools.service.UnknownSubjectException;
import io.ssi.tools.service.VerbCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;

/** Processes that take signals without effect and end when told to. */
public final class FakeProcesses implements Processes {

  /** A signal that was sent. */
  public record Sent(AppOrPid target, Signal signal) {}

  /** All processes. */
  public final List<ProcessRow> rows = new CopyOnWriteArrayList<>();

  /** The process groups that there are. */
  public final Set<GlobalPid> groups = new LinkedHashSet<>();

  /** Where they come from. */
  public final List<ProcessListing.Source> sources = new ArrayList<>();

  /** The signals sent so far. */
  public final List<Sent> signals = new CopyOnWriteArrayList<>();

  /** The applications that stand still. */
  public final Set<ApplicationId> suspended = new LinkedHashSet<>();

  /** The signals sent to groups so far. */
  public final List<Sent> groupSignals = new ArrayList<>();

  /** How processes ended; one that is not here runs. */
  public final Map<AppOrPid, ProcessEnd> ends = new LinkedHashMap<>();

  /** Has a permit for every wait that has begun and does not end by itself. */
  public final Semaphore waiting = new Semaphore(0);

  @Override
  public ProcessListing list(Scope scope, Set<NodeId> nodes) {
    Set<String> names =
        nodes.stream().map(node -> "node" + node).collect(Collectors.toUnmodifiableSet());
    List<ProcessRow> listed =
        rows.stream()
            .filter(row -> scope == Scope.EVERYTHING || row.application().isPresent())
            .filter(row -> names.isEmpty() || names.contains(row.node()))
            .toList();
    return new ProcessListing(
        listed,
        sources.stream()
            .filter(source -> names.isEmpty() || names.contains(source.name()))
            .toList());
  }

  @Override
  public void signal(AppOrPid target, Signal signal, VerbCall call) {
    boolean found =
        rows.stream()
            .anyMatch(row ->
                switch (target) {
                  case AppOrPid.ById(var id) -> row.application().filter(id::equals).isPresent();
                  case AppOrPid.ByPid(var pid) -> row.gpid().equals(pid);
                });
    if (!found) {
      throw new UnknownSubjectException(
          UnknownSubjectException.Kind.PROCESS, "there is no such process");
    }
    signals.add(new Sent(target, signal));
  }

  @Override
  public void signalGroup(GlobalPid leader, Signal signal, VerbCall call) {
    if (!groups.contains(leader)) {
      throw new UnknownSubjectException(
          UnknownSubjectException.Kind.PROCESS, "there is no such process group");
    }
    groupSignals.add(new Sent(new AppOrPid.ByPid(leader), signal));
  }

  @Override
  public void suspend(ApplicationId application, VerbCall call) {
    require(application);
    suspended.add(application);
  }

  @Override
  public void resume(ApplicationId application, VerbCall call) {
    require(application);
    suspended.remove(application);
  }

  private void require(ApplicationId application) {
    if (rows.stream().noneMatch(row -> row.application().filter(application::equals).isPresent())) {
      throw new UnknownSubjectException(
          UnknownSubjectException.Kind.APPLICATION, "there is no application " + application);
    }
  }

  @Override
  public ProcessEnd await(AppOrPid target, Optional<Duration> timeout, VerbCall call) {
    ProcessEnd end = ends.get(target);
    if (end != null) {
      return end;
    }
    if (timeout.isPresent()) {
      throw new TimedOutException("it has not ended within the time", "it runs on");
    }
    waiting.release();
    CountDownLatch cancelled = new CountDownLatch(1);
    try (var _ = call.cancellation().onCancel(cancelled::countDown)) {
      cancelled.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    call.cancellation().throwIfCancelled("it runs on");
    throw new IllegalStateException("The thread was interrupted, which no verb's thread is");
  }
}
