package io.ssi.agent.service;

import io.ssi.migration.ClusterNodes;
import io.ssi.migration.MigrationOptions;
import io.ssi.migration.MigrationReport;
import io.ssi.migration.service.ProcessMigrator;
import io.ssi.pid.ApplicationId;
import io.ssi.tools.service.Blocker;
import io.ssi.tools.service.Migrations;
import io.ssi.tools.service.VerbCall;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadFactory;

/** Moves of applications, by process-migration. */
final class MigratorMigrations implements Migrations {
  private final ProcessMigrator migrator;
  private final Subjects subjects;
  private final ClusterNodes nodes;
  private final ThreadFactory threads;

  MigratorMigrations(
      ProcessMigrator migrator, Subjects subjects, ClusterNodes nodes, ThreadFactory threads) {
    this.migrator = migrator;
    this.subjects = subjects;
    this.nodes = nodes;
    this.threads = threads;
  }

  @Override
  public List<Blocker> check(MoveRequest request, VerbCall call) {
    ApplicationId id = subjects.whole(request.application(), "migrate").id();
    return MigrationErrors.translated(
        attempt(id, request),
        call,
        () ->
            MigrationErrors.blockers(
                migrator.blockers(
                    id,
                    request.target(),
                    new MigrationOptions(request.tcpClose()),
                    call.caller().uid())));
  }

  @Override
  public Moved migrate(MoveRequest request, VerbCall call) {
    ApplicationId id = subjects.whole(request.application(), "migrate").id();
    MigrationReport report =
        MigrationErrors.translated(
            attempt(id, request),
            call,
            () ->
                migrator.migrate(
                    id,
                    request.target(),
                    new MigrationOptions(request.tcpClose()),
                    call.caller().uid(),
                    new VerbCancellation(call.cancellation(), threads)));
    if (call.cancellation().isCancelled()) {
      call.progress().note("the interruption came after the commit, so the move was completed");
    }
    return moved(report);
  }

  private String attempt(ApplicationId id, MoveRequest request) {
    return "migrate application " + id + " to " + nodes.named(request.target());
  }

  private Moved moved(MigrationReport report) {
    return new Moved(
        report.application(),
        nodes.named(report.from()).name(),
        nodes.named(report.to()).name(),
        report.processes(),
        report.bytes(),
        report.downtime(),
        report.total(),
        report.phases().stream()
            .map(each ->
                new PhaseTime(each.phase().name().toLowerCase(Locale.ROOT), each.duration()))
            .toList());
  }
}
