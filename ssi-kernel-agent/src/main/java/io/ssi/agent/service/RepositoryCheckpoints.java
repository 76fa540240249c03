package io.ssi.agent.service;

import io.ssi.migration.Checkpoint;
import io.ssi.migration.CheckpointId;
import io.ssi.migration.CheckpointReport;
import io.ssi.migration.ClusterNodes;
import io.ssi.migration.FilePolicy;
import io.ssi.migration.RestartAs;
import io.ssi.migration.RestartReport;
import io.ssi.migration.RestartWish;
import io.ssi.migration.VerifiedCopy;
import io.ssi.migration.checkpoint.VersionImport;
import io.ssi.migration.service.CheckpointUpkeep;
import io.ssi.migration.service.ProcessMigrator;
import io.ssi.pid.AppOrPid;
import io.ssi.pid.ApplicationId;
import io.ssi.pid.Provenance;
import io.ssi.tools.service.Blocker;
import io.ssi.tools.service.CheckpointRow;
import io.ssi.tools.service.Checkpoints;
import io.ssi.tools.service.Repetition;
import io.ssi.tools.service.VerbCall;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;

/** Checkpoints and restarts, by process-migration. */
final class RepositoryCheckpoints implements Checkpoints {
  private final ProcessMigrator migrator;
  private final CheckpointUpkeep upkeep;
  private final AgentServices.VersionFiles files;
  private final Subjects subjects;
  private final ClusterNodes nodes;
  private final InstantSource clock;
  private final ThreadFactory threads;

  RepositoryCheckpoints(
      AgentServices.Moves moves,
      Subjects subjects,
      ClusterNodes nodes,
      InstantSource clock,
      ThreadFactory threads) {
    this.migrator = moves.migrator();
    this.upkeep = moves.upkeep();
    this.files = moves.files();
    this.subjects = subjects;
    this.nodes = nodes;
    this.clock = clock;
    this.threads = threads;
  }

  @Override
  public Taken checkpoint(SaveRequest request, VerbCall call) {
    ApplicationId id = subjects.application(request.application()).whole();
    CheckpointReport report =
        MigrationErrors.translated(
            "checkpoint application " + id,
            call,
            () ->
                migrator.checkpoint(
                    id,
                    request.description(),
                    request.kill(),
                    call.caller().uid(),
                    new VerbCancellation(call.cancellation(), threads)));
    Checkpoint taken = report.checkpoint();
    if (taken.holders().size() < 2) {
      call.progress()
          .note(
              "version "
                  + taken.id().version()
                  + " is on "
                  + nodes.named(taken.holders().first())
                  + " only: no other node could take a copy");
    }
    return new Taken(row(taken), taken.processes(), taken.frozen(), report.total());
  }

  @Override
  public List<Blocker> checkSaving(SaveRequest request, VerbCall call) {
    ApplicationId id = subjects.application(request.application()).whole();
    return MigrationErrors.translated(
        "checkpoint application " + id,
        call,
        () -> MigrationErrors.blockers(migrator.savingBlockers(id, call.caller().uid())));
  }

  @Override
  public List<Blocker> checkRestart(RestartRequest request, VerbCall call) {
    RestartWish wish = wish(request, call);
    return MigrationErrors.translated(
        "restart application " + wish.application(),
        call,
        () -> MigrationErrors.blockers(migrator.restartBlockers(wish)));
  }

  private RestartWish wish(RestartRequest request, VerbCall call) {
    return new RestartWish(
        subjects.id(request.application()),
        request.version(),
        request.node(),
        request.files().map(each -> FilePolicy.parse(each.name())).orElse(FilePolicy.KEEP),
        call.caller().uid(),
        as(request),
        request.copy().orElse(0),
        request.assumeDead().stream().findFirst());
  }

  private static RestartAs as(RestartRequest request) {
    if (request.copy().isEmpty()) {
      return RestartAs.ITSELF;
    }
    return request.files().isPresent() ? RestartAs.NEW_SHARING : RestartAs.NEW;
  }

  @Override
  public Lineage lineage(ApplicationId application, int version) {
    return subjects.lineage(new Provenance(application, version));
  }

  @Override
  public Restarted restart(RestartRequest request, VerbCall call) {
    RestartWish wish = wish(request, call);
    ApplicationId id = wish.application();
    RestartReport report =
        MigrationErrors.translated(
            "restart application " + id,
            call,
            () -> migrator.restart(wish, new VerbCancellation(call.cancellation(), threads)));
    return new Restarted(
        ApplicationId.of(report.program().container().orElseThrow()),
        id,
        report.checkpoint().version(),
        report.program(),
        nodes.named(report.node()).name(),
        report.total(),
        report.changedFiles().stream().map(Path::toString).toList());
  }

  @Override
  public Instant now() {
    return clock.instant();
  }

  @Override
  public void delete(ApplicationId application, List<Integer> versions, VerbCall call) {
    var _ =
        MigrationErrors.translated(
            "delete checkpoints of application " + application,
            call,
            () -> {
              upkeep.delete(application, versions, call.caller().uid());
              return versions;
            });
  }

  @Override
  public List<Copy> verify(ApplicationId application, int version, VerbCall call) {
    CheckpointId id = new CheckpointId(application.value(), version);
    return MigrationErrors.translated("verify version " + id, call, () -> upkeep.verify(id))
        .stream()
        .map(this::copy)
        .toList();
  }

  @Override
  public ApplicationId repeat(
      AppOrPid application, Optional<Repetition> repetition, VerbCall call) {
    return subjects.repeat(application, repetition, call.caller().uid());
  }

  @Override
  public List<Missed> missed() {
    return subjects.missed();
  }

  @Override
  public CheckpointRow exportTo(
      ApplicationId application, Optional<Integer> version, OutputStream out, VerbCall call) {
    int uid = call.caller().uid();
    return row(
        MigrationErrors.translated(
            "export a checkpoint of application " + application,
            call,
            () -> files.exporting().write(application.value(), version, uid, out)));
  }

  @Override
  public Imported importFrom(InputStream in, boolean foreign, VerbCall call) {
    var order = new VersionImport.Order(call.caller().uid(), foreign);
    VersionImport.Imported imported =
        MigrationErrors.translated(
            "import a checkpoint", call, () -> files.importing().read(in, order));
    return new Imported(row(imported.version()), imported.isNew());
  }

  private Copy copy(VerifiedCopy copy) {
    return new Copy(
        nodes.named(copy.holder()).name(),
        switch (copy.state()) {
          case WHOLE -> Copy.State.WHOLE;
          case REPAIRED -> Copy.State.REPAIRED;
          case DAMAGED -> Copy.State.DAMAGED;
          case UNREACHABLE -> Copy.State.UNREACHABLE;
        },
        copy.detail());
  }

  @Override
  public List<CheckpointRow> list() {
    return migrator.checkpoints().stream().map(this::row).toList();
  }

  private CheckpointRow row(Checkpoint checkpoint) {
    return new CheckpointRow(
        new ApplicationId(checkpoint.id().application()),
        checkpoint.id().version(),
        checkpoint.description(),
        checkpoint.created(),
        checkpoint.command(),
        checkpoint.bytes(),
        checkpoint.storedBytes(),
        checkpoint.holders().stream().map(node -> nodes.named(node).name()).toList());
  }
}
