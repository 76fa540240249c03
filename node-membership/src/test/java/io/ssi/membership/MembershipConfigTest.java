package io.ssi.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class MembershipConfigTest {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
  private static final ClusterKey KEY = ClusterKey.generate(new SecureRandom());

  @Test
  void presetsNoticeAKilledAgentWithinThreeSecondsAndASilentOneWithinTen() {
    for (MembershipTimings timings :
        List.of(MembershipTimings.lan(), MembershipTimings.loopback())) {
      assertThat(timings.faults()).isEmpty();
      assertThat(timings.verify()).isLessThan(Duration.ofSeconds(2));
      assertThat(timings.detection()).isLessThan(Duration.ofSeconds(10));
    }
  }

  @Test
  void aGoodConfigurationIsTaken() {
    MembershipConfig config =
        new MembershipConfig(
            "default",
            new NodeId(1),
            "node1",
            LOOPBACK,
            7800,
            7801,
            List.of(new InetSocketAddress(LOOPBACK, 7800)),
            KEY,
            MembershipTimings.lan());

    assertThat(config.groupAddress()).isEqualTo(new InetSocketAddress(LOOPBACK, 7800));
    assertThat(config.toString()).contains("ClusterKey[secret]");
  }

  @Test
  void allFaultsAreReportedTogether() throws Exception {
    MembershipTimings hasty =
        new MembershipTimings(
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ZERO,
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1));

    assertThatThrownBy(() ->
            new MembershipConfig(
                "My Cluster",
                new NodeId(1),
                "-",
                InetAddress.getByName("0.0.0.0"),
                65500,
                65600,
                List.of(InetSocketAddress.createUnresolved("nowhere", 1)),
                KEY,
                hasty))
        .isInstanceOf(InvalidMembershipConfigException.class)
        .hasMessageContaining("cluster name 'My Cluster'")
        .hasMessageContaining("node name '-'")
        .hasMessageContaining("bind address 0.0.0.0")
        .hasMessageContaining("group port 65500")
        .hasMessageContaining("stream port 65600")
        .hasMessageContaining("initial host nowhere")
        .hasMessageContaining("do not name this node")
        .hasMessageContaining("verify")
        .hasMessageContaining("three heartbeats");
  }
}
