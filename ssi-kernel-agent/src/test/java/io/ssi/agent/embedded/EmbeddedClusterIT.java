package io.ssi.agent.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ssi.agent.config.ClusterName;
import io.ssi.agent.config.ProcessIdentity;
import io.ssi.agent.machine.HostCommand;
import io.ssi.linux.LocalPid;
import io.ssi.linux.require.Need;
import io.ssi.linux.require.Requires;
import io.ssi.membership.NodeState;
import io.ssi.tools.service.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Real virtual nodes with real agents; needs root, namespaces and what the build makes. */
@Requires({Need.ROOT, Need.NAMESPACES})
class EmbeddedClusterIT {
  private static final Duration BOUND = Duration.ofSeconds(90);
  private static final ClusterShape ONE = new ClusterShape(1, 0);

  private static final Installation INSTALLATION = Installation.of(projectRoot(), "");

  private final NodeStates states = new ClientNodeStates(INSTALLATION.client());
  private final List<String> notes = new ArrayList<>();
  private final String name = "it-" + ProcessHandle.current().pid();
  private final EmbeddedCluster cluster = cluster(name);

  private EmbeddedCluster cluster(String clusterName) {
    Progress progress = notes::add;
    return new EmbeddedCluster(
        new ClusterName(clusterName),
        new EmbeddedCluster.Tools(
            INSTALLATION, states, new SecureRandom(), System::nanoTime, progress));
  }

  private static Path projectRoot() {
    return Path.of(System.getProperty("ssi.project.root", "..")).toAbsolutePath().normalize();
  }

  @AfterEach
  void leavesNothing() throws Exception {
    cluster.down();
    await().untilAsserted(() -> assertThat(Machine.traces(name)).isEmpty());
  }

  @Test
  void nodesHaveTheirOwnWorldAndShareTheRest() {
    UpReport report = cluster.up(Optional.of(new ClusterShape(1, 1)), BOUND);

    assertThat(report.startedNodes()).containsExactly("node1", "node2");
    assertThat(in("node2", "cat /proc/sys/kernel/hostname")).isEqualTo("node2");
    assertThat(in("node1", "ls /proc/1/exe >/dev/null && cat /proc/1/comm"))
        .isEqualTo("ssi-keeper");
    String mine = "/tmp/mine /run/mine /var/lib/ssi/mine";
    in("node1", "touch " + mine);
    assertThat(in("node1", "ls " + mine).lines()).hasSize(3);
    assertThat(in("node2", "ls " + mine + " 2>/dev/null; true")).isEmpty();
    assertThat(Path.of("/tmp/mine")).doesNotExist();
    assertThat(in("node1", "ls " + cluster.places().run()))
        .contains("node1.sock", "node2.sock", "node2.init");
    assertThat(cluster.places().state("node1").resolve("mine")).exists();
    assertThat(in("node1", "getent hosts node2")).startsWith("10.77.0.2");
    assertThat(in("node1", "bash -c 'exec 3<>/dev/tcp/10.77.0.2/9' 2>&1; true"))
        .contains("Connection refused");
  }

  @Test
  void theMachinesProcessesAreSeenReadOnlyForEvidence() {
    cluster.up(Optional.of(ONE), BOUND);

    int init = cluster.init("node1").orElseThrow().pid();
    assertThat(in("node1", "cat /run/ssi/machine/proc/" + init + "/comm")).isEqualTo("ssi-keeper");
    assertThat(in("node1", "echo 1 >/run/ssi/machine/proc/sys/kernel/panic || echo refused"))
        .isEqualTo("refused");
  }

  @Test
  void theAgentIsAChildOfInitInTheNodesControlGroup() throws Exception {
    UpReport report = cluster.up(Optional.of(ONE), BOUND);

    ProcessIdentity init = cluster.init("node1").orElseThrow();
    ProcessIdentity agent = cluster.agent("node1").orElseThrow();
    assertThat(Files.readString(Path.of("/proc/" + agent.pid() + "/status")))
        .contains("PPid:\t" + init.pid() + "\n");
    assertThat(Files.readString(Path.of("/proc/" + agent.pid() + "/cgroup")))
        .contains(":/ssi/" + name + "/node1");
    assertThat(Files.readString(cluster.places().configuration("node1")))
        .contains("ssi.embedded.memory-bytes = " + report.memoryBytes());
  }

  @Test
  void aSecondUpChangesNothing() {
    cluster.up(Optional.of(new ClusterShape(2, 0)), BOUND);
    var before = List.of(cluster.init("node1"), cluster.agent("node1"), cluster.agent("node2"));

    UpReport report = cluster.up(Optional.empty(), BOUND);

    assertThat(report.startedNodes()).isEmpty();
    assertThat(report.startedAgents()).isEmpty();
    assertThat(List.of(cluster.init("node1"), cluster.agent("node1"), cluster.agent("node2")))
        .isEqualTo(before);
  }

  @Test
  void upCompletesWhatDied() throws Exception {
    cluster.up(Optional.of(new ClusterShape(3, 0)), BOUND);
    Files.writeString(cluster.places().state("node2").resolve("kept"), "");
    Optional<ProcessIdentity> survivor = cluster.agent("node3");

    cluster.killAgent("node1");
    cluster.killNode("node2");
    assertThat(cluster.agent("node1")).isEmpty();
    assertThat(cluster.init("node2")).isEmpty();
    UpReport report = cluster.up(Optional.empty(), BOUND);

    assertThat(report.startedAgents()).containsExactly("node1");
    assertThat(report.startedNodes()).containsExactly("node2");
    assertThat(states.askItself(cluster.places(), "node1")).isEqualTo(NodeState.ONLINE);
    assertThat(states.askItself(cluster.places(), "node2")).isEqualTo(NodeState.ONLINE);
    assertThat(cluster.places().state("node2").resolve("kept")).exists();
    assertThat(cluster.agent("node3")).isEqualTo(survivor);
    assertThat(in("node3", "bash -c 'exec 3<>/dev/tcp/10.77.0.2/9' 2>&1; true"))
        .contains("Connection refused");
  }

  @Test
  void deletedStateIsGoneForGood() {
    cluster.up(Optional.of(ONE), BOUND);

    cluster.killNode("node1");
    cluster.deleteState("node1");

    assertThat(cluster.places().state("node1")).doesNotExist();
    assertThat(cluster.up(Optional.empty(), BOUND).startedNodes()).containsExactly("node1");
  }

  @Test
  void aFrozenAgentDoesNotRunUntilItIsThawed() throws Exception {
    cluster.up(Optional.of(ONE), BOUND);
    Path stat = Path.of("/proc/" + cluster.agent("node1").orElseThrow().pid() + "/stat");

    cluster.freezeAgent("node1");
    await().until(() -> Files.readString(stat).contains(") T "));
    cluster.thawAgent("node1");
    await().until(() -> !Files.readString(stat).contains(") T "));

    assertThat(cluster.agent("node1")).isPresent();
  }

  @Test
  void anotherSizeIsRefusedWhileItRuns() {
    cluster.up(Optional.of(ONE), BOUND);

    assertThatThrownBy(() -> cluster.up(Optional.of(new ClusterShape(2, 1)), BOUND))
        .isInstanceOf(EmbeddedException.class)
        .hasMessageContaining("already up with 1 online and 0 spare");
    assertThat(cluster.recordedNodes()).containsExactly("node1");
  }

  @Test
  void downTwiceFindsNothingTheSecondTime() {
    cluster.up(Optional.of(ONE), BOUND);

    assertThat(cluster.down()).containsExactly("node1");
    assertThat(cluster.exists()).isFalse();
    assertThat(cluster.down()).isEmpty();
  }

  @Test
  void downEndsFrozenProcessesToo() throws Exception {
    cluster.up(Optional.of(ONE), BOUND);
    NodeGroup group = NodeGroup.of(cluster.places().cgroup("node1").resolve("frozen"));
    group.group().create();
    in("node1", "setsid sleep 1000 </dev/null >/dev/null 2>&1 & true");
    await().until(() -> sleeper().isPresent());
    group.group().add(sleeper().orElseThrow());
    assertThat(group.processes()).hasSize(1);
    for (Path directory : group.group().directories()) {
      if (Files.exists(directory.resolve("freezer.state"))) {
        Files.writeString(directory.resolve("freezer.state"), "FROZEN");
      }
    }

    assertThat(cluster.down()).containsExactly("node1");
  }

  @Test
  void upClearsWhatAKilledUpNeverWroteDown() throws Exception {
    cluster.up(Optional.of(ONE), BOUND);
    ProcessIdentity forgotten = cluster.init("node1").orElseThrow();
    Files.delete(cluster.places().init("node1"));
    Files.delete(cluster.places().shape());

    cluster.up(Optional.of(ONE), BOUND);

    assertThat(cluster.init("node1")).isPresent().isNotEqualTo(Optional.of(forgotten));
    assertThat(Path.of("/proc/" + forgotten.pid() + "/root/run/ssi")).doesNotExist();
    assertThat(notes).anyMatch(note -> note.contains("left behind"));
  }

  @Test
  void aRecordOfAnEarlierBootMeansNothing() throws Exception {
    cluster.up(Optional.of(new ClusterShape(2, 0)), BOUND);
    cluster.killNode("node1");
    cluster.killNode("node2");
    Files.writeString(cluster.places().shape(), "2 0 another-boot\n");
    Files.writeString(cluster.places().init("node1"), "1:1");

    UpReport report = cluster.up(Optional.empty(), BOUND);

    assertThat(report.startedNodes()).containsExactly("node1", "node2");
    assertThat(notes).anyMatch(note -> note.contains("kept the state"));
  }

  @Test
  void twoClustersDoNotTouchEachOther() throws Exception {
    EmbeddedCluster other = cluster(name + "-b");
    try {
      cluster.up(Optional.of(ONE), BOUND);
      other.up(Optional.of(ONE), BOUND);
      Optional<ProcessIdentity> first = cluster.agent("node1");

      other.killNode("node1");
      assertThat(other.down()).isEmpty();

      // A killed node stays a zombie until the machine's init collects it.
      await().untilAsserted(() -> assertThat(Machine.traces(name + "-b")).isEmpty());
      assertThat(cluster.agent("node1")).isEqualTo(first).isPresent();
    } finally {
      other.down();
    }
  }

  @Test
  void theNetworkIsNotTheMachines() throws Exception {
    cluster.up(Optional.of(new ClusterShape(2, 0)), BOUND);

    assertThat(HostCommand.of("ip", "-o", "link").run()).doesNotContain("ssi0", "node1");
    assertThat(HostCommand.of("ip", "-o", "address").run()).doesNotContain("10.77.0.");
    assertThat(
            HostCommand.of(
                    "nsenter", "--net=" + cluster.places().networkNamespace(), "ip", "-o", "link")
                .run())
        .contains("ssi0", "node1", "node2");
  }

  private Optional<LocalPid> sleeper() throws Exception {
    for (LocalPid pid : NodeGroup.of(cluster.places().cgroup("node1")).processes()) {
      if (Files.readString(Path.of("/proc/" + pid + "/comm")).equals("sleep\n")) {
        return Optional.of(pid);
      }
    }
    return Optional.empty();
  }

  private String in(String node, String script) {
    ProcessIdentity init = cluster.init(node).orElseThrow();
    String groups = NodeGroup.of(cluster.places().cgroup(node)).lines().replace('\n', ' ');
    return HostCommand.of(
            "sh",
            "-c",
            "for g in "
                + groups
                + "; do echo $$ >$g/cgroup.procs; done; exec nsenter -t "
                + init.pid()
                + " -m -u -i -n -p sh -c \"$1\"",
            "in",
            script)
        .run()
        .strip();
  }
}
