package io.ssi.pid.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssi.linux.Signal;
import io.ssi.linux.WaitStatus;
import io.ssi.linux.container.Keeper;
import io.ssi.linux.container.KeeperException;
import io.ssi.linux.require.Need;
import io.ssi.linux.require.Requires;
import io.ssi.membership.NodeId;
import io.ssi.membership.testing.InMemoryNetwork;
import io.ssi.pid.AppOrPid;
import io.ssi.pid.Application;
import io.ssi.pid.ApplicationPhase;
import io.ssi.pid.Caller;
import io.ssi.pid.GlobalPid;
import io.ssi.pid.NotPermittedException;
import io.ssi.pid.Owner;
import io.ssi.pid.StartFailedException;
import io.ssi.pid.log.LogSink;
import io.ssi.pid.message.ProcessRow;
import io.ssi.pid.message.StartRequest;
import io.ssi.pid.route.WaitResult;
import io.ssi.pid.view.ProcessQuery;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** This module on real keepers and real processes of this machine. */
@Requires({Need.ROOT, Need.NAMESPACES})
class ContainerHostIT {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Owner ROOT = new Owner(0, 0, "root");
  private static final Owner NOBODY = new Owner(65534, 65534, "nobody");

  @TempDir Path directory;
  private final InMemoryNetwork network = new InMemoryNetwork();
  private RealNode node;

  @BeforeEach
  void start() throws Exception {
    // The directories above the log must let its owner through.
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    node = new RealNode(network, directory);
  }

  @AfterEach
  void endAllContainers() {
    node.close();
    for (int number : node.containers.found()) {
      node.containers
          .attach(number)
          .ifPresent(keeper -> {
            try (Keeper open = keeper) {
              open.dismiss(true);
            } catch (KeeperException e) {
              // The agent has dismissed it just before it was closed.
              assertThat(node.containers.attach(number)).isEmpty();
            }
          });
    }
  }

  @Test
  void startsListsSignalsAndWaits() {
    Application app = run(ROOT, "sleep", "60");

    ProcessRow row = row(app.root().orElseThrow());
    assertThat(row.command()).isEqualTo("sleep 60");
    assertThat(row.application()).contains(app.id());
    assertThat(row.uid()).isZero();
    assertThat(row.cpuPercent()).isBetween(0.0, 100.0);
    assertThat(Duration.between(app.startedAt(), row.start()).abs()).isLessThan(LONG);
    CompletableFuture<WaitResult> end = await(app.id().toString());
    node.signals.signal(app.root().orElseThrow(), Signal.TERM, Caller.ROOT);

    assertThat(end.orTimeout(20, TimeUnit.SECONDS).join())
        .isEqualTo(new WaitResult.Ended(WaitStatus.killed(Signal.TERM)));
    Awaitility.await().atMost(LONG).until(() -> phase(app) == ApplicationPhase.ENDED);
    Awaitility.await().atMost(LONG).until(() -> node.containers.attach(app.id().value()).isEmpty());
  }

  @Test
  void theStatusIsKnownWhileDescendantsLiveOn() {
    Application app = run(ROOT, "sh", "-c", "sleep 60 & exit 3");
    Awaitility.await().atMost(LONG).until(() -> node.registry.get(app.id()).exit().isPresent());

    assertThat(node.registry.get(app.id()).exit()).contains(WaitStatus.exited(3));
    assertThat(phase(app)).isEqualTo(ApplicationPhase.RUNNING);
    ProcessRow orphan = rows(app).getFirst();
    assertThat(orphan.command()).isEqualTo("sleep 60");
    assertThat(orphan.parent()).contains(GlobalPid.parse(app.id() + ".2"));

    node.signals.signal(orphan.gpid(), Signal.KILL, Caller.ROOT);
    Awaitility.await().atMost(LONG).until(() -> phase(app) == ApplicationPhase.ENDED);
  }

  @Test
  void waitsForAChildOfTheProgram() {
    Application app = run(ROOT, "sh", "-c", "sh -c 'sleep 1; exit 4' & wait; sleep 60");
    Awaitility.await().atMost(LONG).until(() -> child(app).isPresent());
    GlobalPid child = child(app).orElseThrow().gpid();

    WaitResult result = node.waiter.await(new AppOrPid.ByPid(child), LONG);

    assertThat(result).isIn(new WaitResult.Ended(WaitStatus.exited(4)), untold(child));
  }

  @Test
  void whatAProgramWritesIsInItsLogAndOnlyItsOwnerMayReadIt() {
    Application app = run(NOBODY, "sh", "-c", "id -u; echo complaint >&2; pwd");
    Awaitility.await().atMost(LONG).until(() -> phase(app) == ApplicationPhase.ENDED);

    assertThat(log(app, new Caller(65534))).isEqualTo("65534\ncomplaint\n/\n");
    assertThatThrownBy(() -> log(app, new Caller(1000))).isInstanceOf(NotPermittedException.class);
  }

  @Test
  void usersSignalTheirOwnOnly() {
    Application app = run(NOBODY, "sleep", "60");
    GlobalPid root = app.root().orElseThrow();

    assertThatThrownBy(() -> node.signals.signal(root, Signal.TERM, new Caller(1000)))
        .isInstanceOf(NotPermittedException.class);
    node.signals.signal(root, Signal.TERM, new Caller(65534));

    assertThat(node.waiter.await(AppOrPid.parse(root.toString()), LONG))
        .isEqualTo(new WaitResult.Ended(WaitStatus.killed(Signal.TERM)));
  }

  @Test
  void tellsNotFoundFromNotExecutableAndLeavesNothing() {
    assertThatThrownBy(() -> run(ROOT, "no-such-program"))
        .isInstanceOfSatisfying(
            StartFailedException.class, e -> assertThat(e.exitStatus()).isEqualTo(127));
    assertThatThrownBy(() -> run(ROOT, "/etc/passwd"))
        .isInstanceOfSatisfying(
            StartFailedException.class, e -> assertThat(e.exitStatus()).isEqualTo(126));

    assertThat(node.registry.all()).isEmpty();
    assertThat(node.containers.found()).isEmpty();
    assertThat(node.files.all()).isEmpty();
  }

  @Test
  void programsOutliveTheAgentAndTheirEndIsKnownToTheNextOne() {
    Application lives = run(ROOT, "sleep", "60");
    Application ends = run(ROOT, "sh", "-c", "sleep 0.3; exit 9");
    node.close();
    Awaitility.await().atMost(LONG).until(() -> hasEnded(ends));

    node = new RealNode(network, directory);
    assertThat(node.host.attachAll()).isEmpty();

    assertThat(node.waiter.await(new AppOrPid.ById(ends.id()), LONG))
        .isEqualTo(new WaitResult.Ended(WaitStatus.exited(9)));
    assertThat(rows(lives)).extracting(ProcessRow::command).containsExactly("sleep 60");
    node.signals.signal(lives.id(), Signal.TERM, Caller.ROOT);
    assertThat(node.waiter.await(new AppOrPid.ById(lives.id()), LONG))
        .isEqualTo(new WaitResult.Ended(WaitStatus.killed(Signal.TERM)));
  }

  @Test
  void signalsProcessesOfTheNode() throws Exception {
    Process sleep = new ProcessBuilder("sleep", "60").start();
    GlobalPid pid = GlobalPid.ofNode(node.id, (int) sleep.pid());
    assertThat(row(pid).application()).isEmpty();
    assertThat(row(pid).command()).isEqualTo("sleep 60");

    // One that no caller of the tests ignores, as nohup(1) does with SIGHUP.
    node.signals.signal(pid, Signal.USR1, Caller.ROOT);

    assertThat(sleep.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(sleep.exitValue()).isEqualTo(128 + Signal.USR1.number());
  }

  @Test
  void awaitsProcessesOfTheNode() throws Exception {
    Process sleep = new ProcessBuilder("sh", "-c", "sleep 1; exit 4").start();
    GlobalPid pid = GlobalPid.ofNode(node.id, (int) sleep.pid());

    WaitResult result = node.waiter.await(new AppOrPid.ByPid(pid), LONG);

    assertThat(result).isIn(new WaitResult.Ended(WaitStatus.exited(4)), untold(pid));
    assertThat(sleep.waitFor()).isEqualTo(4);
  }

  @Test
  void birthsAreSeenAtOnce() {
    Application app = run(ROOT, "sh", "-c", "while :; do sleep 60; done");

    assertThat(rows(app)).isNotEmpty();
    ProcessQuery everything = ProcessQuery.ALL;
    assertThat(node.view.list(everything).rows())
        .extracting(ProcessRow::gpid)
        .doesNotHaveDuplicates()
        .contains(app.root().orElseThrow(), GlobalPid.ofNode(node.id, (int) ownPid()));
  }

  private Optional<ProcessRow> child(Application app) {
    return rows(app).stream()
        .filter(row -> row.command().equals("sh -c sleep 1; exit 4"))
        .findFirst();
  }

  /** Kernels before 6.15 tell nobody but the parent. */
  private static WaitResult untold(GlobalPid pid) {
    return new WaitResult.EndedUnknown(
        "only the parent of process " + pid + " was told how it ended");
  }

  private static long ownPid() {
    return ProcessHandle.current().pid();
  }

  private boolean hasEnded(Application app) {
    Optional<Keeper> keeper = node.containers.attach(app.id().value());
    try (Keeper open = keeper.orElseThrow()) {
      return open.state().status().isPresent();
    }
  }

  private Application run(Owner owner, String... command) {
    return node.starter.start(
        new NodeId(1),
        new StartRequest(
            UUID.randomUUID().toString(),
            "",
            owner,
            List.of(),
            List.of(command),
            List.of("PATH=/usr/bin:/bin"),
            "/",
            022,
            0,
            List.of()));
  }

  private CompletableFuture<WaitResult> await(String what) {
    return CompletableFuture.supplyAsync(() -> node.waiter.await(AppOrPid.parse(what), LONG));
  }

  private ApplicationPhase phase(Application app) {
    return node.registry.get(app.id()).phase();
  }

  private List<ProcessRow> rows(Application app) {
    return node.view.list(ProcessQuery.APPLICATIONS.of(Set.of(app.id().firstContainer()))).rows();
  }

  private ProcessRow row(GlobalPid pid) {
    return node.view.list(ProcessQuery.ALL).rows().stream()
        .filter(row -> row.gpid().equals(pid))
        .findFirst()
        .orElseThrow(() -> new AssertionError(pid + " is not listed"));
  }

  private String log(Application app, Caller caller) {
    StringBuilder text = new StringBuilder();
    node.logs.read(
        app.id(),
        false,
        caller,
        new LogSink() {
          @Override
          public void data(int segment, byte[] bytes) {
            text.append(new String(bytes, StandardCharsets.UTF_8));
          }

          @Override
          public void missing(int segment, NodeId where, String reason) {
            text.append("missing ").append(segment);
          }
        });
    return text.toString();
  }
}
