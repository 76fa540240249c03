package io.ssi.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssi.membership.NodeId;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AgentConfigFileTest {
  private static final String LEAST =
      """
      ssi.cluster.name = lab
      ssi.cluster.nodes = 1:node1:10.77.0.1, 2:node2:10.77.0.2
      ssi.node.id = 2
      ssi.container.keeper = /opt/ssi/ssi-keeper
      """;

  @Test
  void defaultsAreThoseOfTheManualPage() {
    AgentConfig config = AgentConfigFile.parse("text", LEAST);

    assertThat(config)
        .isEqualTo(
            new AgentConfig(
                new ClusterName("lab"),
                new NodeId(2),
                true,
                List.of(
                    new PossibleNode(new NodeId(1), "node1", "10.77.0.1"),
                    new PossibleNode(new NodeId(2), "node2", "10.77.0.2")),
                7700,
                7701,
                Optional.empty(),
                Path.of("/var/lib/ssi"),
                Path.of("/run/ssi/lab"),
                Path.of("/opt/ssi/ssi-keeper"),
                Path.of("/var/cache/ssi/criu/command"),
                "/",
                Optional.empty()));
    assertThat(config.controlSocket()).isEqualTo(Path.of("/run/ssi/lab/node2.sock"));
  }

  @Test
  void everyKeySurvivesWritingAndReading() {
    var config =
        new AgentConfig(
            new ClusterName("other"),
            new NodeId(7),
            false,
            List.of(new PossibleNode(new NodeId(7), "spare", "192.168.1.7")),
            1,
            65535,
            Optional.of(Path.of("/etc/ssi/key")),
            Path.of("/srv/state"),
            Path.of("/run/other"),
            Path.of("/k"),
            Path.of("/criu"),
            "/ssi/other/spare",
            Optional.of(
                new EmbeddedNode(Path.of("/m/proc"), new ProcessIdentity(12, 34567), 1 << 30)));

    assertThat(AgentConfigFile.parse("text", AgentConfigFile.format(config))).isEqualTo(config);
  }

  @Test
  void allFaultsAreReportedTogether() {
    String faulty =
        """
        ssi.cluster.name = Lab
        ssi.cluster.nodes = 1:node1:10.77.0.1, 1:node2:10.77.0.2
        ssi.node.id = 300
        ssi.node.id = 2
        ssi.node.online-at-start = maybe
        ssi.node.state-directory = relative
        ssi.node.cgroup = /../up
        ssi.cluster.group-port = 70000
        ssi.embedded.init = 12
        ssi.cluster.colour = blue
        nonsense
        """;

    assertThatThrownBy(() -> AgentConfigFile.parse("FILE", faulty))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("cannot use the configuration FILE: ")
        .hasMessageContainingAll(
            "\"Lab\"",
            "1 is named twice",
            "line 4 sets ssi.node.id again",
            "\"maybe\" is neither yes nor no",
            "\"relative\" does not start with",
            "\"/../up\"",
            "70000",
            "ssi.container.keeper is missing",
            "\"12\" is not PID:TICKS",
            "ssi.embedded.machine-proc is missing",
            "ssi.embedded.memory-bytes is missing",
            "unknown key ssi.cluster.colour",
            "line 11 is not key = value");
  }

  @Test
  void refusesANodeThatTheClusterDoesNotName() {
    assertThatThrownBy(
            () -> AgentConfigFile.parse("text", LEAST.replace("node.id = 2", "node.id = 3")))
        .hasMessageContaining("ssi.node.id is 3");
  }

  @Test
  void refusesOnePortForTwoUses() {
    assertThatThrownBy(
            () -> AgentConfigFile.parse("text", LEAST + "ssi.cluster.stream-port = 7700"))
        .hasMessageContaining("are both 7700");
  }

  @Test
  void refusesAddressesThatNeedALookup() {
    for (String address : List.of("localhost", "10.77.0", "10.77.0.256", "::1", "")) {
      assertThatThrownBy(() -> AgentConfigFile.parse("text", LEAST.replace("10.77.0.2", address)))
          .hasMessageContaining("ssi.cluster.nodes");
    }
  }

  @Test
  void saysWhichFileIsMissing() {
    assertThatThrownBy(() -> AgentConfigFile.read(Path.of("/nonexistent/agent.conf")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("/nonexistent/agent.conf");
  }
}
