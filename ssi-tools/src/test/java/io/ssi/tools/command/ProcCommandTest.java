package io.ssi.tools.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssi.membership.NodeId;
import io.ssi.membership.NodeState;
import io.ssi.tools.Typed;
import io.ssi.tools.service.ProcFile;
import io.ssi.tools.service.ProcessListing.Source;
import io.ssi.tools.verb.ExitStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProcCommandTest {
  private static final String NODES =
      ",\"nodes\":[{\"name\":\"node1\",\"age_ms\":40,\"error\":null}]}\n";

  private final Typed person = new Typed();

  @BeforeEach
  void oneNode() {
    person.cluster.nodes.node(1, NodeState.ONLINE, "");
    person.cluster.files.sources.add(new Source("node1", Duration.ofMillis(40), Optional.empty()));
  }

  private void file(ProcFile file, String text) {
    person.cluster.files.texts.put(file, text);
  }

  @Test
  void everyFileIsPrintedAsItIs() {
    for (ProcFile file : ProcFile.values()) {
      file(file, file + " as it is\n");
      person.type("proc " + file.fileName());
      assertThat(person.out()).isEqualTo(file + " as it is\n");
      person.type("proc /proc/" + file.fileName());
      assertThat(person.out()).isEqualTo(file + " as it is\n");
      person.type(file.fileName());
      assertThat(person.out()).isEqualTo(file + " as it is\n");
      assertThat(person.err()).isEmpty();
    }
  }

  @Test
  void refusesAFileThatTheClusterHasNot() {
    assertThat(person.type("proc version")).isEqualTo(ExitStatus.USAGE);
    assertThat(person.err())
        .isEqualTo(
            "ssi: there is no /proc file 'version' for the cluster; there are meminfo, loadavg,"
                + " uptime, cpuinfo, stat; see: ssi help proc\n");
  }

  @Test
  void asksForTheNodesThatAreNamed() {
    person.type("meminfo");
    assertThat(person.cluster.files.asked).isEmpty();
    person.type("meminfo -w node1");
    assertThat(person.cluster.files.asked).contains(List.of(new NodeId(1)));
  }

  @Test
  void saysWhichNodeIsNotInTheSum() {
    person.cluster.files.sources.add(
        new Source("node2", Duration.ofMinutes(3), Optional.of("failed, not in the sum")));

    assertThat(person.type("meminfo")).isEqualTo(ExitStatus.DONE);
    assertThat(person.err()).isEqualTo("note: node2: failed, not in the sum\n");
    assertThat(person.type("meminfo -w 1")).isEqualTo(ExitStatus.PARTLY);
  }

  @Test
  void meminfoHasBytes() {
    file(ProcFile.MEMINFO, "MemTotal:       2048 kB\nHugePages_Total:       3\n");
    person.type("meminfo --json");
    assertThat(person.out())
        .isEqualTo(
            "{\"file\":\"meminfo\",\"MemTotal_bytes\":2097152,\"HugePages_Total\":3" + NODES);
  }

  @Test
  void loadavgAndUptimeHaveNumbers() {
    file(ProcFile.LOADAVG, "0.25 1.50 2.00 3/456 789\n");
    person.type("loadavg --json");
    assertThat(person.out())
        .isEqualTo(
            "{\"file\":\"loadavg\",\"load1\":0.25,\"load5\":1.5,\"load15\":2.0,\"running\":3,"
                + "\"threads\":456,\"last_pid\":789"
                + NODES);
    file(ProcFile.UPTIME, "12.34 56.78\n");
    person.type("uptime --json");
    assertThat(person.out())
        .isEqualTo("{\"file\":\"uptime\",\"uptime_seconds\":12.34,\"idle_seconds\":56.78" + NODES);
  }

  @Test
  void cpuinfoHasOneObjectPerProcessor() {
    file(
        ProcFile.CPUINFO,
        """
        processor\t: 0
        model name\t: A 1.5
        cpu MHz\t\t: 2100.000
        power management:

        processor\t: 1

        """);
    person.type("cpuinfo --json");
    assertThat(person.out())
        .isEqualTo(
            "{\"file\":\"cpuinfo\",\"processors\":[{\"processor\":0,\"model_name\":\"A 1.5\","
                + "\"cpu_mhz\":2100.0,\"power_management\":\"\"},{\"processor\":1}]"
                + NODES);
  }

  @Test
  void statHasTicksAndCounters() {
    file(
        ProcFile.STAT,
        "cpu  1 2 3 4 5 6 7 8 9 10\ncpu0 1 2 3 4\nintr 5 0 5\nctxt 77\nbtime 1700000000\n");
    person.type("stat --json");
    assertThat(person.out())
        .isEqualTo(
            "{\"file\":\"stat\",\"cpus\":[{\"cpu\":\"cpu\",\"user_ticks\":1,\"nice_ticks\":2,"
                + "\"system_ticks\":3,\"idle_ticks\":4,\"iowait_ticks\":5,\"irq_ticks\":6,"
                + "\"softirq_ticks\":7,\"steal_ticks\":8,\"guest_ticks\":9,\"guest_nice_ticks\":10},"
                + "{\"cpu\":\"cpu0\",\"user_ticks\":1,\"nice_ticks\":2,\"system_ticks\":3,"
                + "\"idle_ticks\":4}],\"intr\":[5,0,5],\"ctxt\":77,\"btime\":1700000000"
                + NODES);
  }
}
