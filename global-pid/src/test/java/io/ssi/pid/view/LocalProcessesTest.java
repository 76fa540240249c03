package io.ssi.pid.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssi.linux.procfs.ProcessTable;
import io.ssi.linux.procfs.testing.ProcFixture;
import io.ssi.linux.procfs.testing.ProcessFixture;
import io.ssi.membership.NodeId;
import io.ssi.pid.Application;
import io.ssi.pid.ApplicationId;
import io.ssi.pid.Applications;
import io.ssi.pid.CarriedProcess;
import io.ssi.pid.ContainerNumber;
import io.ssi.pid.GlobalPid;
import io.ssi.pid.message.ProcessRole;
import io.ssi.pid.message.ProcessRow;
import io.ssi.pid.message.ProcessScope;
import io.ssi.pid.message.TableRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalProcessesTest {
  private static final NodeId NODE = new NodeId(3);
  private static final ContainerNumber CONTAINER = new ContainerNumber(17);
  private static final long NAMESPACE = 4026540000L;
  private static final Instant BOOT = Instant.parse("2026-01-02T00:00:00Z");
  private static final TableRequest ALL = new TableRequest(ProcessScope.ALL, Set.of(), true, 0);

  @TempDir Path directory;
  private ProcFixture proc;
  private final FakeLocalContainers containers = new FakeLocalContainers();
  private LocalProcesses processes;
  private final Application application =
      Applications.fresh(17, 3).change().arrivedAt(NODE, BOOT.plusSeconds(500)).done();

  @BeforeEach
  void aNodeWithOneContainer() {
    proc = new ProcFixture(directory);
    proc.file("uptime", "1000.00 900.00\n");
    proc.put(ProcessFixture.sleeping(1, "init"));
    proc.put(ProcessFixture.sleeping(50, "agent").withTicks(300, 200, 50_000));
    proc.put(ProcessFixture.sleeping(60, "ssi-keeper").inNamespace(NAMESPACE, 1));
    proc.put(
        ProcessFixture.sleeping(61, "ssi-keeper", "reaper")
            .with(60, 0, 1)
            .inNamespace(NAMESPACE, 2));
    proc.put(
        ProcessFixture.sleeping(62, "work", "hard")
            .with(61, 1000, 256)
            .withTicks(100, 50, 50_010)
            .inNamespace(NAMESPACE, 3));
    containers.namespaces.put(NAMESPACE, CONTAINER);
    containers.applications.put(CONTAINER, application);
    ProcessTable table = new ProcessTable(proc.procFs(), Duration.ZERO, () -> 0);
    processes =
        new LocalProcesses(
            NODE,
            proc.procFs(),
            table,
            containers,
            new NodeFacts(
                uid -> uid == 1000 ? "ada" : "root",
                () -> 4096L * 1000,
                () -> BOOT.plusSeconds(1000)));
  }

  @Test
  void showsEverythingThatPsShows() {
    ProcessRow row = find("17.3");

    assertThat(row.node()).isEqualTo(NODE);
    assertThat(row.pid()).isEqualTo(62);
    assertThat(row.parent()).contains(GlobalPid.parse("17.2"));
    assertThat(row.application()).contains(new ApplicationId(17));
    assertThat(row.uid()).isEqualTo(1000);
    assertThat(row.user()).isEqualTo("ada");
    assertThat(row.state()).startsWith("S");
    assertThat(row.rssBytes()).isEqualTo(256 * 4096);
    assertThat(row.memPercent()).isEqualTo(25.6);
    assertThat(row.cpuTime()).isEqualTo(Duration.ofMillis(1500));
    assertThat(row.cpuPercent()).isEqualTo(0.3);
    assertThat(row.start()).isEqualTo(BOOT.plusMillis(500_100));
    assertThat(row.command()).isEqualTo("work hard");
    assertThat(row.role()).isEqualTo(ProcessRole.ORDINARY);
  }

  @Test
  void namesProcessesOfTheNodeByTheNode() {
    ProcessRow row = find(GlobalPid.ofNode(NODE, 50).toString());

    assertThat(row.command()).isEqualTo("agent");
    assertThat(row.application()).isEmpty();
    assertThat(row.parent()).contains(GlobalPid.ofNode(NODE, 1));
    assertThat(row.cpuPercent()).isEqualTo(1.0);
  }

  @Test
  void tellsKeeperAndReaperFromTheProgram() {
    assertThat(find("17.1").role()).isEqualTo(ProcessRole.KEEPER);
    assertThat(find("17.2").role()).isEqualTo(ProcessRole.REAPER);
    assertThat(find("17.1").parent()).contains(GlobalPid.ofNode(NODE, 1));
  }

  @Test
  void hidesKeeperAndReaperUnlessAsked() {
    TableRequest request = new TableRequest(ProcessScope.APPLICATIONS, Set.of(), false, 0);

    assertThat(processes.list(request))
        .extracting(ProcessRow::command)
        .containsExactly("work hard");
  }

  @Test
  void listsOnlyTheContainersAskedFor() {
    TableRequest other =
        new TableRequest(ProcessScope.ALL, Set.of(new ContainerNumber(18)), true, 0);

    assertThat(processes.list(other)).isEmpty();
  }

  @Test
  void seesBirthsAndExitsAtOnce() {
    assertThat(processes.list(ALL)).hasSize(5);
    proc.put(ProcessFixture.sleeping(70, "child").with(62, 1000, 1).inNamespace(NAMESPACE, 4));
    proc.remove(50);

    assertThat(processes.list(ALL)).extracting(ProcessRow::pid).containsExactly(1, 60, 61, 62, 70);
  }

  @Test
  void aProcessInANamespaceOfItsOwnBelongsToTheContainerAroundIt() {
    proc.put(ProcessFixture.sleeping(70, "nested").with(62, 1000, 1).inNamespace(999L, 40, 1));
    proc.put(ProcessFixture.sleeping(71, "deeper").with(70, 1000, 1).inNamespace(999L, 41, 2));

    assertThat(find("17.40").command()).isEqualTo("nested");
    assertThat(find("17.41").command()).isEqualTo("deeper");
    assertThat(find("17.41").parent()).contains(GlobalPid.parse("17.40"));
  }

  @Test
  void aPidThatDoesNotFitTheContainersFormIsNamedByTheNode() {
    proc.put(ProcessFixture.sleeping(70, "late").with(62, 1000, 1).inNamespace(NAMESPACE, 40_000));

    ProcessRow row = find(GlobalPid.ofNode(NODE, 70).toString());

    assertThat(row.application()).contains(new ApplicationId(17));
  }

  @Test
  void aContainerThatIsBeingRestoredIsNotShown() {
    containers.hidden.add(CONTAINER);

    assertThat(processes.list(ALL)).extracting(ProcessRow::pid).containsExactly(1, 50);
    assertThat(processes.locate(GlobalPid.parse("17.3"))).isEmpty();
  }

  @Test
  void namespacesOfNobodysContainersAreTheNodes() {
    containers.namespaces.clear();

    assertThat(find(GlobalPid.ofNode(NODE, 62).toString()).application()).isEmpty();
  }

  @Test
  void restoredProcessesKeepTheirStartAndTheTimeThatTheyUsed() {
    Instant born = BOOT.minusSeconds(9000);
    containers.applications.put(
        CONTAINER,
        application
            .change()
            .carried(
                List.of(
                    new CarriedProcess(3, born, Duration.ofSeconds(100)),
                    new CarriedProcess(4, born, Duration.ofSeconds(100))))
            .done());
    // Has the number of a restored process, but was born after the restore.
    proc.put(
        ProcessFixture.sleeping(70, "newborn")
            .with(62, 1000, 1)
            .withTicks(10, 0, 90_000)
            .inNamespace(NAMESPACE, 4));

    assertThat(find("17.3").start()).isEqualTo(born);
    assertThat(find("17.3").cpuTime()).isEqualTo(Duration.ofMillis(101_500));
    assertThat(find("17.3").cpuPercent()).isEqualTo(1.0);
    assertThat(find("17.4").start()).isEqualTo(BOOT.plusSeconds(900));
    assertThat(find("17.4").cpuTime()).isEqualTo(Duration.ofMillis(100));
  }

  @Test
  void tellsWhatTheNextRestoreWillForget() {
    assertThat(processes.carried(CONTAINER))
        .contains(new CarriedProcess(3, BOOT.plusMillis(500_100), Duration.ofMillis(1500)))
        .extracting(CarriedProcess::pid)
        .containsExactly(2, 3);
  }

  @Test
  void findsAProcessByItsGlobalPid() {
    LocatedProcess work = processes.locate(GlobalPid.parse("17.3")).orElseThrow();

    assertThat(work.pid().value()).isEqualTo(62);
    assertThat(work.users().real()).isEqualTo(1000);
    assertThat(work.container()).contains(CONTAINER);
    assertThat(processes.locate(GlobalPid.parse("17.62"))).isEmpty();
    assertThat(processes.locate(GlobalPid.parse("18.3"))).isEmpty();
    assertThat(processes.locate(GlobalPid.ofNode(NODE, 62))).isEmpty();
    assertThat(processes.locate(GlobalPid.ofNode(new NodeId(4), 50))).isEmpty();
    assertThat(processes.locate(GlobalPid.ofNode(NODE, 50))).isPresent();
  }

  @Test
  void noticesThatANumberHasChangedHands() {
    LocatedProcess work = processes.locate(GlobalPid.parse("17.3")).orElseThrow();
    assertThat(processes.isStillThere(work)).isTrue();

    proc.put(ProcessFixture.sleeping(62, "other").withTicks(0, 0, 99_000));

    assertThat(processes.isStillThere(work)).isFalse();
  }

  @Test
  void zombiesAreShownAsPsShowsThem() {
    proc.put(ProcessFixture.sleeping(80, "dead").withState('Z'));

    assertThat(find(GlobalPid.ofNode(NODE, 80).toString()).command()).endsWith("<defunct>");
  }

  private ProcessRow find(String gpid) {
    return processes.list(ALL).stream()
        .filter(row -> row.gpid().equals(GlobalPid.parse(gpid)))
        .findFirst()
        .orElseThrow(() -> new AssertionError(gpid + " is not in " + processes.list(ALL)));
  }
}
