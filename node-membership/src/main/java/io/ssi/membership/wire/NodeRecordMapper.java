package io.ssi.membership.wire;

import com.google.protobuf.InvalidProtocolBufferException;
import io.ssi.membership.NodeId;
import io.ssi.membership.NodeState;
import io.ssi.membership.map.MapSchema;
import io.ssi.membership.node.FailureKind;
import io.ssi.membership.node.NodeAddress;
import io.ssi.membership.node.NodeFacts;
import io.ssi.membership.node.NodeRecord;
import io.ssi.membership.wire.MembershipProto.NodeRecordMessage;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Writes and reads {@link NodeRecord} as the message {@code ssi.membership.v1}. */
public final class NodeRecordMapper {
  private static final int SCHEMA = 1;

  private NodeRecordMapper() {}

  /**
   * The shared map of all nodes, by number.
   *
   * @return its name and how its values are written
   */
  public static MapSchema<NodeId, NodeRecord> schema() {
    return new MapSchema<>(
        "nodes",
        NodeId::toString,
        text -> new NodeId(Integer.parseInt(text)),
        NodeRecordMapper::encode,
        NodeRecordMapper::decode);
  }

  /**
   * Writes; equal records give equal bytes.
   *
   * @param record a record
   * @return its stored form
   */
  public static byte[] encode(NodeRecord record) {
    NodeFacts facts = record.facts();
    Instant since = record.since();
    NodeRecordMessage.Builder message =
        NodeRecordMessage.newBuilder()
            .setSchema(SCHEMA)
            .setId(record.id().value())
            .setName(record.name())
            .setAddress(record.address().host())
            .setGroupPort(record.address().groupPort())
            .setStreamPort(record.address().streamPort())
            .setState(state(record.state()))
            .setFailure(record.failure().map(NodeRecordMapper::failure).orElse(NONE))
            .setReason(record.reason())
            .setSinceSeconds(since.getEpochSecond())
            .setSinceNanos(since.getNano())
            .setWasOnline(record.wasOnline())
            .setDeaths(record.deaths())
            .setCpus(facts.cpus())
            .setMemoryBytes(facts.memoryBytes())
            .setKernelRelease(facts.kernelRelease())
            .setBootId(facts.bootId())
            .setCriuVersion(facts.criuVersion());
    facts
        .more()
        .forEach((name, value) ->
            message.addFacts(NodeRecordMessage.Fact.newBuilder().setName(name).setValue(value)));
    return message.build().toByteArray();
  }

  /**
   * Reads.
   *
   * @param bytes a stored form
   * @return the record
   * @throws CorruptNodeRecordException if it is anything else
   */
  public static NodeRecord decode(byte[] bytes) {
    try {
      NodeRecordMessage message = NodeRecordMessage.parseFrom(bytes);
      if (message.getSchema() != SCHEMA) {
        throw new CorruptNodeRecordException("its schema is " + message.getSchema());
      }
      return new NodeRecord(
          new NodeId(message.getId()),
          message.getName(),
          new NodeAddress(message.getAddress(), message.getGroupPort(), message.getStreamPort()),
          state(message.getState()),
          failure(message.getFailure()),
          message.getReason(),
          Instant.ofEpochSecond(message.getSinceSeconds(), message.getSinceNanos()),
          message.getWasOnline(),
          message.getDeaths(),
          facts(message));
    } catch (InvalidProtocolBufferException | IllegalArgumentException | DateTimeException e) {
      throw new CorruptNodeRecordException(String.valueOf(e.getMessage()), e);
    }
  }

  private static NodeFacts facts(NodeRecordMessage message) {
    Map<String, String> more = new TreeMap<>();
    message.getFactsList().forEach(fact -> more.put(fact.getName(), fact.getValue()));
    return new NodeFacts(
        message.getCpus(),
        message.getMemoryBytes(),
        message.getKernelRelease(),
        message.getBootId(),
        message.getCriuVersion(),
        more);
  }

  private static final NodeRecordMessage.Failure NONE = NodeRecordMessage.Failure.NONE;

  private static NodeRecordMessage.State state(NodeState state) {
    return switch (state) {
      case POSSIBLE -> NodeRecordMessage.State.POSSIBLE;
      case PRESENT -> NodeRecordMessage.State.PRESENT;
      case ONLINE -> NodeRecordMessage.State.ONLINE;
      case DRAINING -> NodeRecordMessage.State.DRAINING;
      case SUSPECT -> NodeRecordMessage.State.SUSPECT;
      case FAILED -> NodeRecordMessage.State.FAILED;
    };
  }

  private static NodeState state(NodeRecordMessage.State state) {
    return switch (state) {
      case POSSIBLE -> NodeState.POSSIBLE;
      case PRESENT -> NodeState.PRESENT;
      case ONLINE -> NodeState.ONLINE;
      case DRAINING -> NodeState.DRAINING;
      case SUSPECT -> NodeState.SUSPECT;
      case FAILED -> NodeState.FAILED;
      case STATE_UNSPECIFIED, UNRECOGNIZED ->
          throw new CorruptNodeRecordException("its state is " + state);
    };
  }

  private static NodeRecordMessage.Failure failure(FailureKind kind) {
    return switch (kind) {
      case AGENT_GONE -> NodeRecordMessage.Failure.AGENT_GONE;
      case NODE_GONE -> NodeRecordMessage.Failure.NODE_GONE;
      case UNKNOWN -> NodeRecordMessage.Failure.UNKNOWN;
    };
  }

  private static Optional<FailureKind> failure(NodeRecordMessage.Failure failure) {
    return switch (failure) {
      case NONE -> Optional.empty();
      case AGENT_GONE -> Optional.of(FailureKind.AGENT_GONE);
      case NODE_GONE -> Optional.of(FailureKind.NODE_GONE);
      case UNKNOWN -> Optional.of(FailureKind.UNKNOWN);
      case UNRECOGNIZED -> throw new CorruptNodeRecordException("its failure is " + failure);
    };
  }
}
