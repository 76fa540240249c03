package io.ssi.tools.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssi.membership.NodeId;
import io.ssi.membership.NodeState;
import io.ssi.pid.ApplicationId;
import io.ssi.pid.ContainerNumber;
import io.ssi.pid.GlobalPid;
import io.ssi.tools.Typed;
import io.ssi.tools.service.ProcessListing.Source;
import io.ssi.tools.service.ProcessRow;
import io.ssi.tools.verb.ExitStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PsCommandTest {
  private final Typed person = new Typed();

  @BeforeEach
  void processes() {
    person.cluster.nodes.node(1, NodeState.ONLINE, "joined");
    person.cluster.nodes.node(2, NodeState.ONLINE, "joined");
    person.cluster.processes.sources.add(
        new Source("node1", Duration.ofMillis(40), Optional.empty()));
    person.cluster.processes.sources.add(
        new Source("node2", Duration.ofMillis(60), Optional.empty()));
    GlobalPid root = GlobalPid.inContainer(new ContainerNumber(17), 3);
    GlobalPid init = GlobalPid.ofNode(new NodeId(1), 1);
    person.cluster.processes.rows.add(
        row(root, "node2", 812, Optional.of(17), 1000, "ada", "sleep 1000"));
    person.cluster.processes.rows.add(row(init, "node1", 1, Optional.empty(), 0, "root", "init"));
  }

  private static ProcessRow row(
      GlobalPid gpid,
      String node,
      int pid,
      Optional<Integer> application,
      int uid,
      String user,
      String command) {
    return new ProcessRow(
        gpid,
        node,
        pid,
        Optional.empty(),
        application.map(ApplicationId::new),
        uid,
        user,
        'S',
        1.25,
        0.5,
        3L << 20,
        Duration.ofSeconds(65),
        Instant.ofEpochSecond(1_700_000_000),
        command);
  }

  @Test
  void listsProcessesOfApplications() {
    assertThat(person.type("ps")).isEqualTo(ExitStatus.DONE);

    assertThat(person.out())
        .isEqualTo(
            """
              GPID APP NODE  PID USER STAT %CPU %MEM  RSS TIME COMMAND
            557059  17 node2 812 ada  S     1.3  0.5 3.0M 1:05 sleep 1000
            """);
    assertThat(person.err()).isEmpty();
  }

  @Test
  void listsEverythingWhenAsked() {
    person.type("ps -e -o gpid,app,node,start,cpu");

    assertThat(person.out())
        .isEqualTo(
            """
                  GPID APP NODE  START                     %CPU
                557059  17 node2 2023-11-14 22:13:20 +0000  1.3
            1077936129   - node1 2023-11-14 22:13:20 +0000  1.3
            """);
  }

  @Test
  void filtersByNodeUserAndName() {
    person.type("ps -e -w node1 -o command");
    assertThat(person.out()).isEqualTo("COMMAND\ninit\n");
    person.type("ps -e -u 1000 -o command");
    assertThat(person.out()).isEqualTo("COMMAND\nsleep 1000\n");
    person.type("ps -o command 17.3");
    assertThat(person.out()).isEqualTo("COMMAND\nsleep 1000\n");
    person.type("ps -o command 1077936129");
    assertThat(person.out()).isEqualTo("COMMAND\ninit\n");
  }

  @Test
  void namesEachProcessThatThereIsNot() {
    assertThat(person.type("ps 17 18")).isEqualTo(ExitStatus.PARTLY);
    assertThat(person.err()).isEqualTo("ssi: no process of application 18 runs\n");

    assertThat(person.type("ps 18 --json")).isEqualTo(ExitStatus.FAILED);
    assertThat(person.out())
        .isEqualTo(
            "{\"error\":{\"code\":\"unknown_application\",\"message\":\"no process of application"
                + " 18 runs\",\"advice\":\"see: ssi ps\"}}\n");
  }

  @Test
  void writesTheDocumentOfTheContract() {
    person.type("ps --json");

    assertThat(person.out())
        .isEqualTo(
            "{\"processes\":[{\"gpid\":557059,\"node\":\"node2\",\"pid\":812,\"application\":17,"
                + "\"uid\":1000,\"user\":\"ada\",\"state\":\"S\",\"cpu_percent\":1.25,"
                + "\"memory_percent\":0.5,\"rss_bytes\":3145728,\"time_ms\":65000,"
                + "\"start\":\"2023-11-14T22:13:20Z\",\"command\":\"sleep 1000\"}],"
                + "\"nodes\":[{\"name\":\"node1\",\"age_ms\":40,\"error\":null},"
                + "{\"name\":\"node2\",\"age_ms\":60,\"error\":null}]}\n");
  }

  @Test
  void saysHowOldThePartOfANodeIs() {
    person.cluster.processes.sources.set(
        1, new Source("node2", Duration.ofSeconds(9), Optional.empty()));
    person.cluster.processes.sources.set(
        0, new Source("node1", Duration.ofSeconds(9), Optional.of("it does not answer")));

    assertThat(person.type("ps")).isEqualTo(ExitStatus.DONE);
    assertThat(person.err())
        .isEqualTo("note: node1: it does not answer\nnote: what is shown of node2 is 9.0s old\n");
    assertThat(person.type("ps -w node1")).isEqualTo(ExitStatus.PARTLY);
  }

  @Test
  void refusesAColumnThatThereIsNot() {
    assertThat(person.type("ps -o gpid,colour")).isEqualTo(ExitStatus.USAGE);
    assertThat(person.err())
        .startsWith("ssi: 'colour' is no column; there are GPID, APP,")
        .endsWith("; see: ssi help ps\n");
  }
}
