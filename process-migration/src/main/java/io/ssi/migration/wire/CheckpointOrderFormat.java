package io.ssi.migration.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.ssi.migration.CheckpointOrder;
import io.ssi.migration.CheckpointReport;
import io.ssi.migration.MigrationException;
import io.ssi.migration.MoveBlocker;
import io.ssi.migration.NotMovableException;
import io.ssi.pid.ApplicationId;
import java.time.Duration;
import java.util.List;

/** The bytes of an order to take a checkpoint and of its answer. */
public final class CheckpointOrderFormat {

  private CheckpointOrderFormat() {}

  /**
   * Writes an order.
   *
   * @param order what
   * @return its bytes
   */
  public static byte[] encode(CheckpointOrder order) {
    return CheckpointOrderRequest.newBuilder()
        .setApplication(order.application().value())
        .setDescription(order.description())
        .setEndAfterwards(order.endAfterwards())
        .setUid(order.uid())
        .setDryRun(order.dryRun())
        .setTicket(order.ticket())
        .build()
        .toByteArray();
  }

  /**
   * Reads an order.
   *
   * @param bytes as {@link #encode(CheckpointOrder)} wrote them
   * @return the order
   */
  public static CheckpointOrder decodeOrder(byte[] bytes) {
    try {
      CheckpointOrderRequest order = CheckpointOrderRequest.parseFrom(bytes);
      return new CheckpointOrder(
          new ApplicationId(order.getApplication()),
          order.getDescription(),
          order.getEndAfterwards(),
          order.getUid(),
          order.getDryRun(),
          order.getTicket());
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("Not an order to take a checkpoint", e);
    }
  }

  /**
   * Writes that it was done.
   *
   * @param report what was done
   * @return its bytes
   */
  public static byte[] encode(CheckpointReport report) {
    return CheckpointAnswer.newBuilder()
        .setTaken(
            io.ssi.migration.wire.CheckpointReport.newBuilder()
                .setCheckpoint(ByteString.copyFrom(CheckpointFormat.encode(report.checkpoint())))
                .setTotalNs(report.total().toNanos()))
        .build()
        .toByteArray();
  }

  /**
   * Writes what is in the way.
   *
   * @param blockers the reasons; empty means that nothing is
   * @return their bytes
   */
  public static byte[] encode(List<MoveBlocker> blockers) {
    return CheckpointAnswer.newBuilder()
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
    CheckpointAnswer.Builder answer = CheckpointAnswer.newBuilder();
    if (failure instanceof NotMovableException notMovable) {
      answer.setBlocked(FailureFormat.encodeAll(notMovable.blockers()));
    } else {
      answer.setFailure(FailureFormat.encode(failure));
    }
    return answer.build().toByteArray();
  }

  /**
   * Reads the answer.
   *
   * @param bytes as one of the writers wrote them
   * @param attempt what was ordered, for the error
   * @return the report
   * @throws MigrationException if it failed
   */
  public static CheckpointReport decodeAnswer(byte[] bytes, String attempt) {
    CheckpointAnswer answer = answer(bytes);
    return switch (answer.getSayCase()) {
      case TAKEN ->
          new CheckpointReport(
              CheckpointFormat.decode(answer.getTaken().getCheckpoint().toByteArray()),
              Duration.ofNanos(answer.getTaken().getTotalNs()));
      case BLOCKED ->
          throw new NotMovableException(attempt, FailureFormat.decodeAll(answer.getBlocked()));
      case FAILURE -> throw FailureFormat.decode(answer.getFailure());
      case SAY_NOT_SET ->
          throw new IllegalArgumentException("Not an answer to an order to take a checkpoint");
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
    CheckpointAnswer answer = answer(bytes);
    return switch (answer.getSayCase()) {
      case BLOCKED -> FailureFormat.decodeAll(answer.getBlocked());
      case FAILURE -> throw FailureFormat.decode(answer.getFailure());
      case TAKEN, SAY_NOT_SET -> throw new IllegalArgumentException("Not an answer to a dry run");
    };
  }

  private static CheckpointAnswer answer(byte[] bytes) {
    try {
      return CheckpointAnswer.parseFrom(bytes);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("Not an answer to an order to take a checkpoint", e);
    }
  }
}
