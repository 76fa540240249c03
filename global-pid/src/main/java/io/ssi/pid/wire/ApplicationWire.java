package io.ssi.pid.wire;

import io.ssi.linux.WaitStatus;
import io.ssi.membership.NodeId;
import io.ssi.pid.Application;
import io.ssi.pid.ApplicationId;
import io.ssi.pid.ApplicationPhase;
import io.ssi.pid.Attempt;
import io.ssi.pid.CarriedProcess;
import io.ssi.pid.ContainerNumber;
import io.ssi.pid.ContainerPlace;
import io.ssi.pid.MigrationNote;
import io.ssi.pid.Owner;
import io.ssi.pid.Provenance;
import io.ssi.pid.SavingPlan;
import io.ssi.pid.Stay;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** Writes an {@link Application} as bytes and reads it back; equal records give equal bytes. */
public final class ApplicationWire {

  private ApplicationWire() {}

  /**
   * Writes a record.
   *
   * @param application the record
   * @return its bytes
   */
  public static byte[] encode(Application application) {
    PidProto.ApplicationRecord.Builder to =
        PidProto.ApplicationRecord.newBuilder()
            .setSchema(Parsing.SCHEMA)
            .setId(application.id().value())
            .setRevision(application.revision())
            .setName(application.name())
            .setOwner(owner(application.owner()))
            .addAllCommand(application.command())
            .setPhase(phase(application.phase()))
            .setReason(application.reason())
            .setAttempt(application.attempt().number())
            .setAttemptOwner(application.attempt().owner().value())
            .setSuspended(application.suspended())
            .setStartedAt(Times.time(application.startedAt()));
    application.containers().forEach(place -> to.addContainers(container(place)));
    application.migration().ifPresent(note -> to.setMigration(migration(note)));
    application.programPid().ifPresent(to::setProgramPid);
    application.carried().forEach(process -> to.addCarried(carried(process)));
    application.exit().ifPresent(status -> to.setExitStatus(status.raw()));
    application.endedAt().ifPresent(at -> to.setEndedAt(Times.time(at)));
    application.stays().forEach(stay -> to.addStays(stay(stay)));
    application.partOf().ifPresent(whole -> to.setPartOf(whole.value()));
    application.saving().ifPresent(plan -> to.setSaving(saving(plan)));
    application.origin().ifPresent(version -> to.setOrigin(origin(version)));
    return to.build().toByteArray();
  }

  /**
   * Reads a record.
   *
   * @param bytes what {@link #encode} wrote
   * @return the record
   * @throws io.ssi.pid.UnknownSchemaException if the bytes are of another version, or damaged
   */
  public static Application decode(byte[] bytes) {
    return Parsing.read(
        "the record of an application",
        bytes,
        PidProto.ApplicationRecord::parseFrom,
        PidProto.ApplicationRecord::getSchema,
        ApplicationWire::application);
  }

  private static Application application(PidProto.ApplicationRecord from) {
    return new Application(
        new ApplicationId(from.getId()),
        from.getRevision(),
        from.getName(),
        new Owner(from.getOwner().getUid(), from.getOwner().getGid(), from.getOwner().getUser()),
        from.getCommandList(),
        from.getContainersList().stream()
            .map(place ->
                new ContainerPlace(
                    new ContainerNumber(place.getNumber()), new NodeId(place.getHost())))
            .toList(),
        phase(from.getPhase()),
        from.getReason(),
        new Attempt(from.getAttempt(), new NodeId(from.getAttemptOwner())),
        from.hasMigration()
            ? Optional.of(
                new MigrationNote(
                    new NodeId(from.getMigration().getTarget()), from.getMigration().getPhase()))
            : Optional.empty(),
        from.hasProgramPid() ? OptionalInt.of(from.getProgramPid()) : OptionalInt.empty(),
        Times.time(from.getStartedAt()),
        from.getCarriedList().stream()
            .map(process ->
                new CarriedProcess(
                    process.getPid(),
                    Times.time(process.getStartedAt()),
                    Duration.ofNanos(process.getCpuNanos())))
            .toList(),
        from.hasExitStatus() ? Optional.of(new WaitStatus(from.getExitStatus())) : Optional.empty(),
        from.hasEndedAt() ? Optional.of(Times.time(from.getEndedAt())) : Optional.empty(),
        from.getStaysList().stream()
            .map(stay -> new Stay(new NodeId(stay.getNode()), Times.time(stay.getFrom())))
            .toList(),
        from.getSuspended(),
        from.hasPartOf() ? Optional.of(new ApplicationId(from.getPartOf())) : Optional.empty(),
        from.hasSaving() ? Optional.of(saving(from.getSaving())) : Optional.empty(),
        from.hasOrigin()
            ? Optional.of(
                new Provenance(
                    new ApplicationId(from.getOrigin().getApplication()),
                    from.getOrigin().getVersion()))
            : Optional.empty());
  }

  static PidProto.OwnerRecord owner(Owner owner) {
    return PidProto.OwnerRecord.newBuilder()
        .setUid(owner.uid())
        .setGid(owner.gid())
        .setUser(owner.user())
        .build();
  }

  private static PidProto.ContainerRecord container(ContainerPlace place) {
    return PidProto.ContainerRecord.newBuilder()
        .setNumber(place.number().value())
        .setHost(place.host().value())
        .build();
  }

  private static PidProto.MigrationRecord migration(MigrationNote note) {
    return PidProto.MigrationRecord.newBuilder()
        .setTarget(note.target().value())
        .setPhase(note.phase())
        .build();
  }

  private static PidProto.CarriedRecord carried(CarriedProcess process) {
    return PidProto.CarriedRecord.newBuilder()
        .setPid(process.pid())
        .setStartedAt(Times.time(process.startedAt()))
        .setCpuNanos(process.cpu().toNanos())
        .build();
  }

  private static PidProto.SavingRecord saving(SavingPlan plan) {
    PidProto.SavingRecord.Builder to =
        PidProto.SavingRecord.newBuilder().setEveryMs(plan.every().toMillis()).setKeep(plan.keep());
    plan.failure()
        .ifPresent(failure -> to.setFailedAt(Times.time(failure.at())).setFailure(failure.why()));
    return to.build();
  }

  private static SavingPlan saving(PidProto.SavingRecord from) {
    return new SavingPlan(
        Duration.ofMillis(from.getEveryMs()),
        from.getKeep(),
        from.hasFailedAt()
            ? Optional.of(new SavingPlan.Failure(Times.time(from.getFailedAt()), from.getFailure()))
            : Optional.empty());
  }

  private static PidProto.OriginRecord origin(Provenance version) {
    return PidProto.OriginRecord.newBuilder()
        .setApplication(version.application().value())
        .setVersion(version.version())
        .build();
  }

  private static PidProto.StayRecord stay(Stay stay) {
    return PidProto.StayRecord.newBuilder()
        .setNode(stay.node().value())
        .setFrom(Times.time(stay.from()))
        .build();
  }

  private static PidProto.Phase phase(ApplicationPhase phase) {
    return PidProto.Phase.valueOf("PHASE_" + phase.name());
  }

  private static ApplicationPhase phase(PidProto.Phase phase) {
    return switch (phase) {
      case PHASE_STARTING -> ApplicationPhase.STARTING;
      case PHASE_RUNNING -> ApplicationPhase.RUNNING;
      case PHASE_MIGRATING -> ApplicationPhase.MIGRATING;
      case PHASE_CHECKPOINTING -> ApplicationPhase.CHECKPOINTING;
      case PHASE_RESTARTING -> ApplicationPhase.RESTARTING;
      case PHASE_LOST -> ApplicationPhase.LOST;
      case PHASE_ENDED -> ApplicationPhase.ENDED;
      case PHASE_UNSPECIFIED, UNRECOGNIZED ->
          throw new IllegalArgumentException("the phase is none that this version knows");
    };
  }
}
