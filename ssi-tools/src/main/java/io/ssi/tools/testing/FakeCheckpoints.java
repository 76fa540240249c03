package io.ssi.tools.testing;

import io.ssi.pid.AppOrPid;
import io.ssi.pid.ApplicationId;
import io.ssi.pid.GlobalPid;
import io.ssi.tools.service.Blocker;
import io.ssi.tools.service.CheckpointRow;
import io.ssi.tools.service.Checkpoints;
import io.ssi.tools.service.RefusedException;
import io.ssi.tools.service.Repetition;
import io.ssi.tools.service.ToolsException;
import io.ssi.tools.service.UnknownSubjectException;
import io.ssi.tools.service.VerbCall;
import io.ssi.tools.verb.ProcessArguments;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps versions in a list. */
public final class FakeCheckpoints implements Checkpoints {
  /** The versions. */
  public final List<CheckpointRow> rows = new ArrayList<>();

  /** Files that have changed since. */
  public final List<String> changed = new ArrayList<>();

  /** What is in the way. */
  public final List<Blocker> blockers = new ArrayList<>();

  /** What time it is; versions are made at this time. */
  public Instant now = Instant.ofEpochSecond(1_700_000_000);

  /** What copies of versions are like, by the name of their holder; whole if not named. */
  public final Map<String, Copy> copies = new HashMap<>();

  /** Relatives of applications. */
  public final Map<ApplicationId, Lineage> lineages = new HashMap<>();

  /** The number that was given last to a new application. */
  private int newest = 40;

  /** How often applications are to be saved. */
  public final Map<ApplicationId, Optional<Repetition>> repetitions = new HashMap<>();

  /** What was not saved as it was to be. */
  public final List<Missed> missed = new ArrayList<>();

  /** Whether the last import was of a foreign version; empty before the first. */
  public Optional<Boolean> imported = Optional.empty();

  /** What was asked last to be saved. */
  public Optional<SaveRequest> saved = Optional.empty();

  /** Why a restart fails; of several new applications, only of the second. */
  public Optional<ToolsException> refusal = Optional.empty();

  /** What was asked last to be brought back. */
  public Optional<RestartRequest> restarted = Optional.empty();

  @Override
  public Taken checkpoint(SaveRequest request, VerbCall call) {
    call.cancellation().throwIfCancelled("no version was made");
    saved = Optional.of(request);
    ApplicationId id = ProcessArguments.applicationOf(request.application()).orElseThrow();
    int version =
        1
            + rows.stream()
                .filter(row -> row.application().equals(id))
                .mapToInt(CheckpointRow::version)
                .max()
                .orElse(0);
    CheckpointRow row =
        new CheckpointRow(
            id,
            version,
            request.description(),
            now,
            "sleep 1000",
            3L << 20,
            1L << 20,
            List.of("node1", "node2"));
    rows.add(row);
    return new Taken(row, 2, Duration.ofMillis(31), Duration.ofMillis(90));
  }

  @Override
  public List<Blocker> checkSaving(SaveRequest request, VerbCall call) {
    return List.copyOf(blockers);
  }

  @Override
  public List<Blocker> checkRestart(RestartRequest request, VerbCall call) {
    return List.copyOf(blockers);
  }

  @Override
  public Restarted restart(RestartRequest request, VerbCall call) {
    restarted = Optional.of(request);
    refusal
        .filter(e -> request.copy().orElse(1) == 1)
        .ifPresent(e -> {
          throw e;
        });
    ApplicationId id = ProcessArguments.applicationOf(request.application()).orElseThrow();
    CheckpointRow row =
        rows.stream()
            .filter(one -> one.application().equals(id))
            .filter(one -> request.version().orElse(one.version()) == one.version())
            .reduce((first, last) -> last)
            .orElseThrow(() ->
                new UnknownSubjectException(
                    UnknownSubjectException.Kind.CHECKPOINT,
                    "there is no such version of application " + id));
    ApplicationId back = request.copy().map(turn -> newApplication()).orElse(id);
    return new Restarted(
        back,
        id,
        row.version(),
        GlobalPid.inContainer(back.firstContainer(), 3),
        request.node().map(node -> "node" + node).orElse("node1"),
        Duration.ofMillis(140),
        changed);
  }

  private synchronized ApplicationId newApplication() {
    newest++;
    return new ApplicationId(newest);
  }

  @Override
  public Lineage lineage(ApplicationId application, int version) {
    return lineages.getOrDefault(application, new Lineage(Optional.empty(), List.of()));
  }

  @Override
  public Instant now() {
    return now;
  }

  @Override
  public void delete(ApplicationId application, List<Integer> versions, VerbCall call) {
    rows.removeIf(row -> row.application().equals(application) && versions.contains(row.version()));
  }

  @Override
  public ApplicationId repeat(
      AppOrPid application, Optional<Repetition> repetition, VerbCall call) {
    ApplicationId id = ProcessArguments.applicationOf(application).orElseThrow();
    repetitions.put(id, repetition);
    return id;
  }

  @Override
  public List<Missed> missed() {
    return List.copyOf(missed);
  }

  @Override
  public CheckpointRow exportTo(
      ApplicationId application, Optional<Integer> version, OutputStream out, VerbCall call) {
    CheckpointRow row =
        rows.stream()
            .filter(one -> one.application().equals(application))
            .filter(one -> version.orElse(one.version()) == one.version())
            .reduce((first, last) -> last)
            .orElseThrow(() -> new RefusedException("refused", "there is no such version", ""));
    try {
      out.write(("version " + row.version()).getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return row;
  }

  @Override
  public Imported importFrom(InputStream in, boolean foreign, VerbCall call) {
    imported = Optional.of(foreign);
    return new Imported(rows.getLast(), rows.size() > 1);
  }

  @Override
  public List<Copy> verify(ApplicationId application, int version, VerbCall call) {
    return rows.stream()
        .filter(row -> row.application().equals(application) && row.version() == version)
        .flatMap(row -> row.holders().stream())
        .map(node -> copies.getOrDefault(node, new Copy(node, Copy.State.WHOLE, "")))
        .toList();
  }

  @Override
  public List<CheckpointRow> list() {
    return List.copyOf(rows);
  }
}
