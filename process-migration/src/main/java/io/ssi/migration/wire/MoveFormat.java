package io.ssi.migration.wire;

import com.google.protobuf.InvalidProtocolBufferException;
import io.ssi.membership.NodeId;
import io.ssi.migration.MigrationException;
import io.ssi.migration.MigrationOptions;
import io.ssi.migration.MigrationPhase;
import io.ssi.migration.MigrationReport;
import io.ssi.migration.MoveBlocker;
import io.ssi.migration.MoveOrder;
import io.ssi.migration.NotMovableException;
import io.ssi.migration.PhaseTime;
import io.ssi.pid.ApplicationId;
import java.time.Duration;
import java.util.List;

/** The bytes of an order to move an application and of its answers. */
public final class MoveFormat {

  private MoveFormat() {}

  /**
   * Writes an order.
   *
   * @param order what
   * @return its bytes
   */
  public static byte[] encode(MoveOrder order) {
    return MoveOrderRequest.newBuilder()
        .setApplication(order.application().value())
        .setTarget(order.target().value())
        .setTcpClose(order.options().tcpClose())
        .setUid(order.uid())
        .setDryRun(order.dryRun())
        .setTicket(order.ticket())
        .build()
        .toByteArray();
  }

  /**
   * Reads an order.
   *
   * @param bytes as {@link #encode(MoveOrder)} wrote them
   * @return the order
   */
  public static MoveOrder decodeOrder(byte[] bytes) {
    try {
      MoveOrderRequest order = MoveOrderRequest.parseFrom(bytes);
      return new MoveOrder(
          new ApplicationId(order.getApplication()),
          new NodeId(order.getTarget()),
          new MigrationOptions(order.getTcpClose()),
          order.getUid(),
          order.getDryRun(),
          order.getTicket());
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("Not an order to move an application", e);
    }
  }

  /**
   * Writes that it was done.
   *
   * @param report what was done
   * @return its bytes
   */
  public static byte[] encode(MigrationReport report) {
    MoveReport.Builder wire =
        MoveReport.newBuilder()
            .setApplication(report.application().value())
            .setFrom(report.from().value())
            .setTo(report.to().value())
            .setProcesses(report.processes())
            .setBytes(report.bytes())
            .setDowntimeNs(report.downtime().toNanos())
            .setTotalNs(report.total().toNanos());
    for (PhaseTime time : report.phases()) {
      wire.addPhases(
          PhaseEntry.newBuilder()
              .setPhase(time.phase().name())
              .setNanos(time.duration().toNanos()));
    }
    return MoveAnswer.newBuilder().setMoved(wire).build().toByteArray();
  }

  /**
   * Writes what is in the way.
   *
   * @param blockers the reasons; empty means that nothing is
   * @return their bytes
   */
  public static byte[] encode(List<MoveBlocker> blockers) {
    return MoveAnswer.newBuilder()
        .setBlocked(FailureFormat.encodeAll(blockers))
        .build()
        .toByteArray();
  }

  /**
   * Writes that it failed.
   *
   * @param failure how
   * @return its bytes
   */
  public static byte[] encode(MigrationException failure) {
    if (failure instanceof NotMovableException notMovable) {
      return encode(notMovable.blockers());
    }
    return MoveAnswer.newBuilder().setFailure(FailureFormat.encode(failure)).build().toByteArray();
  }

  /**
   * Reads the answer to an order that was meant.
   *
   * @param bytes as one of the writers wrote them
   * @param attempt what was ordered, for the error
   * @return the report
   * @throws MigrationException if it failed
   */
  public static MigrationReport decodeReport(byte[] bytes, String attempt) {
    MoveAnswer answer = answer(bytes);
    return switch (answer.getSayCase()) {
      case MOVED -> report(answer.getMoved());
      case BLOCKED ->
          throw new NotMovableException(attempt, FailureFormat.decodeAll(answer.getBlocked()));
      case FAILURE -> throw FailureFormat.decode(answer.getFailure());
      case SAY_NOT_SET -> throw new IllegalArgumentException("Not an answer to an order to move");
    };
  }

  /**
   * Reads the answer to a dry run.
   *
   * @param bytes as one of the writers wrote them
   * @return the reasons; empty if nothing is in the way
   * @throws MigrationException if it could not be found out
   */
  public static List<MoveBlocker> decodeBlockers(byte[] bytes) {
    MoveAnswer answer = answer(bytes);
    return switch (answer.getSayCase()) {
      case BLOCKED -> FailureFormat.decodeAll(answer.getBlocked());
      case FAILURE -> throw FailureFormat.decode(answer.getFailure());
      case MOVED, SAY_NOT_SET -> throw new IllegalArgumentException("Not an answer to a dry run");
    };
  }

  private static MoveAnswer answer(byte[] bytes) {
    try {
      return MoveAnswer.parseFrom(bytes);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("Not an answer to an order to move", e);
    }
  }

  private static MigrationReport report(MoveReport wire) {
    return new MigrationReport(
        new ApplicationId(wire.getApplication()),
        new NodeId(wire.getFrom()),
        new NodeId(wire.getTo()),
        wire.getProcesses(),
        wire.getBytes(),
        Duration.ofNanos(wire.getDowntimeNs()),
        Duration.ofNanos(wire.getTotalNs()),
        wire.getPhasesList().stream()
            .map(entry ->
                new PhaseTime(
                    MigrationPhase.valueOf(entry.getPhase()), Duration.ofNanos(entry.getNanos())))
            .toList());
  }
}
