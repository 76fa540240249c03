package io.ssi.migration.wire;

import com.google.protobuf.InvalidProtocolBufferException;
import io.ssi.membership.NodeId;
import io.ssi.migration.CheckpointId;
import io.ssi.migration.FilePolicy;
import io.ssi.migration.MigrationException;
import io.ssi.migration.MoveBlocker;
import io.ssi.migration.NotMovableException;
import io.ssi.migration.RestartAs;
import io.ssi.migration.RestartOrder;
import io.ssi.migration.RestartReport;
import io.ssi.pid.ApplicationId;
import io.ssi.pid.ContainerNumber;
import io.ssi.pid.GlobalPid;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The bytes of an order to bring an application back and of its answer. */
public final class RestartFormat {

  private RestartFormat() {}

  /**
   * Writes an order.
   *
   * @param order what
   * @return its bytes
   */
  public static byte[] encode(RestartOrder order) {
    var wire =
        RestartOrderRequest.newBuilder()
            .setApplication(order.checkpoint().application())
            .setVersion(order.checkpoint().version())
            .setFiles(order.files().name())
            .setUid(order.uid())
            .setAs(order.as().name())
            .setAssumeDead(order.assumeDead().map(NodeId::value).orElse(0))
            .setDryRun(order.dryRun())
            .setTicket(order.ticket());
    for (RestartOrder.PartPlace place : order.parts()) {
      wire.addParts(
          PartPlaceEntry.newBuilder()
              .setContainer(place.container().value())
              .setNode(place.node().value()));
    }
    return wire.build().toByteArray();
  }

  /**
   * Reads an order.
   *
   * @param bytes as {@link #encode(RestartOrder)} wrote them
   * @return the order
   */
  public static RestartOrder decodeOrder(byte[] bytes) {
    try {
      RestartOrderRequest order = RestartOrderRequest.parseFrom(bytes);
      return new RestartOrder(
          new CheckpointId(order.getApplication(), order.getVersion()),
          FilePolicy.valueOf(order.getFiles()),
          order.getUid(),
          RestartAs.valueOf(order.getAs()),
          order.getAssumeDead() == 0
              ? Optional.empty()
              : Optional.of(new NodeId(order.getAssumeDead())),
          order.getDryRun(),
          order.getTicket(),
          order.getPartsList().stream()
              .map(place ->
                  new RestartOrder.PartPlace(
                      new ApplicationId(place.getContainer()), new NodeId(place.getNode())))
              .toList());
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("Not an order to restart", e);
    }
  }

  /**
   * Writes that it was done.
   *
   * @param report what was done
   * @return its bytes
   */
  public static byte[] encode(RestartReport report) {
    var wire =
        io.ssi.migration.wire.RestartReport.newBuilder()
            .setApplication(report.checkpoint().application())
            .setVersion(report.checkpoint().version())
            .setNode(report.node().value())
            .setProgramContainer(report.program().container().orElseThrow().value())
            .setProgramPid(report.program().pid())
            .setTotalNs(report.total().toNanos());
    report.changedFiles().forEach(path -> wire.addChangedFiles(path.toString()));
    return RestartAnswer.newBuilder().setRestarted(wire).build().toByteArray();
  }

  /**
   * Writes what is in the way.
   *
   * @param blockers the reasons; empty means that nothing is
   * @return their bytes
   */
  public static byte[] encode(List<MoveBlocker> blockers) {
    return RestartAnswer.newBuilder()
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
    RestartAnswer.Builder answer = RestartAnswer.newBuilder();
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
  public static RestartReport decodeAnswer(byte[] bytes, String attempt) {
    RestartAnswer answer = answer(bytes);
    return switch (answer.getSayCase()) {
      case RESTARTED -> report(answer.getRestarted());
      case BLOCKED ->
          throw new NotMovableException(attempt, FailureFormat.decodeAll(answer.getBlocked()));
      case FAILURE -> throw FailureFormat.decode(answer.getFailure());
      case SAY_NOT_SET ->
          throw new IllegalArgumentException("Not an answer to an order to restart");
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
    RestartAnswer answer = answer(bytes);
    return switch (answer.getSayCase()) {
      case BLOCKED -> FailureFormat.decodeAll(answer.getBlocked());
      case FAILURE -> throw FailureFormat.decode(answer.getFailure());
      case RESTARTED, SAY_NOT_SET ->
          throw new IllegalArgumentException("Not an answer to a dry run");
    };
  }

  private static RestartAnswer answer(byte[] bytes) {
    try {
      return RestartAnswer.parseFrom(bytes);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("Not an answer to an order to restart", e);
    }
  }

  private static RestartReport report(io.ssi.migration.wire.RestartReport wire) {
    return new RestartReport(
        new CheckpointId(wire.getApplication(), wire.getVersion()),
        GlobalPid.inContainer(
            new ContainerNumber(wire.getProgramContainer()), wire.getProgramPid()),
        new NodeId(wire.getNode()),
        Duration.ofNanos(wire.getTotalNs()),
        wire.getChangedFilesList().stream().map(Path::of).toList());
  }
}
