package io.ssi.membership.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssi.linux.testing.SeededRuns;
import io.ssi.membership.NodeId;
import io.ssi.membership.NodeState;
import io.ssi.membership.node.FailureKind;
import io.ssi.membership.node.NodeAddress;
import io.ssi.membership.node.NodeFacts;
import io.ssi.membership.node.NodeRecord;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class NodeRecordMapperTest {
  private static final NodeRecord FIXED =
      new NodeRecord(
          new NodeId(7),
          "node7",
          new NodeAddress("10.0.0.7", 7800, 7900),
          NodeState.FAILED,
          Optional.of(FailureKind.AGENT_GONE),
          "gone",
          Instant.ofEpochSecond(1_700_000_000, 5),
          true,
          2,
          new NodeFacts(4, 1L << 33, "6.18", "b", "4.2.1", Map.of("z", "1", "a", "2")));

  // Written by schema 1. If it changes, old and new agents do not understand each other.
  private static final String STORED =
      "080110071a056e6f646537220831302e302e302e3728f83c30dc3d380640014a04676f6e"
          + "655080c49fd50c5805600168027004788080808020820104362e31388a01016292010534"
          + "2e322e319a01060a01611201329a01060a017a120131";

  @Test
  void everyRecordComesBackAsItWas() {
    SeededRuns.repeat(
        200,
        random -> {
          NodeRecord record = random(random);
          assertThat(NodeRecordMapper.decode(NodeRecordMapper.encode(record))).isEqualTo(record);
        });
  }

  @Test
  void equalRecordsGiveEqualBytes() {
    Map<String, String> facts = new HashMap<>();
    facts.put("z", "1");
    facts.put("a", "2");
    NodeFacts other = new NodeFacts(4, 1L << 33, "6.18", "b", "4.2.1", facts);

    assertThat(NodeRecordMapper.encode(FIXED.with(FIXED.address(), other)))
        .isEqualTo(NodeRecordMapper.encode(FIXED));
  }

  @Test
  void whatSchemaOneStoredIsStillRead() {
    assertThat(HexFormat.of().formatHex(NodeRecordMapper.encode(FIXED))).isEqualTo(STORED);
    assertThat(NodeRecordMapper.decode(HexFormat.of().parseHex(STORED))).isEqualTo(FIXED);
  }

  @Test
  void anythingElseIsAnErrorAndNeverADefault() {
    byte[] good = NodeRecordMapper.encode(FIXED);
    for (byte[] bad : new byte[][] {{}, {1, 2, 3}, {8, 2}, Arrays.copyOf(good, 20)}) {
      assertThatThrownBy(() -> NodeRecordMapper.decode(bad))
          .isInstanceOf(CorruptNodeRecordException.class);
    }
  }

  private static NodeRecord random(RandomGenerator random) {
    NodeState state = List.copyOf(EnumSet.allOf(NodeState.class)).get(random.nextInt(6));
    Map<String, String> more = new HashMap<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      more.put("fact" + random.nextInt(100), "ü" + random.nextInt());
    }
    return new NodeRecord(
        new NodeId(1 + random.nextInt(255)),
        "n" + random.nextInt(1000),
        new NodeAddress("fe80::" + random.nextInt(9), random.nextInt(65536), random.nextInt(65536)),
        state,
        state == NodeState.FAILED
            ? Optional.of(List.copyOf(EnumSet.allOf(FailureKind.class)).get(random.nextInt(3)))
            : Optional.empty(),
        random.nextBoolean() ? "" : "a reason",
        Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000)),
        random.nextBoolean(),
        random.nextInt(1000),
        new NodeFacts(random.nextInt(1000), random.nextLong() >>> 1, "6.1", "boot", "4.2.1", more));
  }
}
