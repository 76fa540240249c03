package io.ssi.migration.wire;

import com.google.protobuf.InvalidProtocolBufferException;
import io.ssi.membership.NodeId;
import io.ssi.migration.CheckpointId;
import java.util.Optional;

/** The bytes of an order to check a copy of a version, and of its answer. */
public final class VerifyFormat {

  /**
   * An order to check a copy.
   *
   * @param checkpoint which version
   * @param repairFrom who has it whole; empty to only look
   */
  public record Order(CheckpointId checkpoint, Optional<NodeId> repairFrom) {}

  private VerifyFormat() {}

  /**
   * Writes an order.
   *
   * @param order what
   * @return its bytes
   */
  public static byte[] encode(Order order) {
    return VerifyRequest.newBuilder()
        .setApplication(order.checkpoint().application())
        .setVersion(order.checkpoint().version())
        .setRepairFrom(order.repairFrom().map(NodeId::value).orElse(0))
        .build()
        .toByteArray();
  }

  /**
   * Reads an order.
   *
   * @param bytes as {@link #encode} wrote them
   * @return the order
   */
  public static Order decode(byte[] bytes) {
    try {
      VerifyRequest request = VerifyRequest.parseFrom(bytes);
      return new Order(
          new CheckpointId(request.getApplication(), request.getVersion()),
          request.getRepairFrom() == 0
              ? Optional.empty()
              : Optional.of(new NodeId(request.getRepairFrom())));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("Not an order to check a version", e);
    }
  }

  /**
   * Writes what was found.
   *
   * @param damage what is wrong with the copy; empty if nothing
   * @return its bytes
   */
  public static byte[] encodeAnswer(String damage) {
    return VerifyAnswer.newBuilder().setDamage(damage).build().toByteArray();
  }

  /**
   * Reads what was found.
   *
   * @param bytes as {@link #encodeAnswer} wrote them
   * @return what is wrong with the copy; empty if nothing
   */
  public static String decodeAnswer(byte[] bytes) {
    try {
      return VerifyAnswer.parseFrom(bytes).getDamage();
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("Not an answer about a version", e);
    }
  }
}
