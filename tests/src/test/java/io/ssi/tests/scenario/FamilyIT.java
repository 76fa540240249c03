package io.ssi.tests.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ssi.linux.require.Need;
import io.ssi.linux.require.Requires;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What becomes of a program's descendants, of its end, and of very many of them. */
@Requires({Need.ROOT, Need.NAMESPACES, Need.CRIU})
class FamilyIT {
  private static final int QUICK_FORKS = 20_000;
  private static final int MANY_FORKS = 200_000;
  private static final int THREADS = 2000;

  /** Forks twice with a session of its own in between, as daemons do, and ends with 3. */
  private static final String DAEMON =
      """
      use POSIX;
      if (!fork) {
        POSIX::setsid();
        exit 0 if fork;
        open(STDIN, '<', '/dev/null');
        open(O, '>>', 'FILE');
        $| = 1;
        while (1) { syswrite(O, '.'); select(undef, undef, undef, 0.02); }
      }
      sleep 1;
      exit 3;
      """;

  /** Leaves children behind whose own parents end before them, and keeps one process alive. */
  private static final String ORPHANS =
      """
      for (1 .. 200) {
        my $p = fork;
        if (!$p) { fork; select(undef, undef, undef, 0.05); exit 0; }
        waitpid($p, 0);
      }
      open(O, '>', 'FILE');
      print O 'done';
      close O;
      sleep 600;
      """;

  /** Ends with 0 only if every child was born, ran and was reaped with its own status. */
  private static final String FORKS =
      """
      for my $i (1 .. COUNT) {
        my $p = fork;
        die 'fork' if !defined $p;
        exit $i % 100 if !$p;
        die 'wait' if waitpid($p, 0) != $p;
        die 'status' if $? >> 8 != $i % 100;
        if ($i % 100 == 0) { open(O, '>', 'FILE.new'); print O $i; close O; rename('FILE.new', 'FILE'); }
      }
      """;

  /** Every thread has to take part in each round. */
  private static final String MANY_THREADS =
      """
      import threading, time
      threading.stack_size(65536)
      barrier = threading.Barrier(COUNT)
      def work():
        while True:
          barrier.wait()
      for i in range(COUNT - 1):
        threading.Thread(target=work, daemon=True).start()
      rounds = 0
      while True:
        barrier.wait()
        rounds += 1
        with open('FILE', 'w') as f:
          f.write(str(rounds))
        time.sleep(0.1)
      """;

  @RegisterExtension static final Cluster CLUSTER = Cluster.of(3, 0);

  @Test
  void aDaemonOutlivesItsProgramStaysInTheApplicationAndMovesWithIt() throws IOException {
    Path file = CLUSTER.workshop().resolve("daemon");
    App app = CLUSTER.start("node1", "perl", "-e", DAEMON.replace("FILE", file.toString()));

    await().untilAsserted(() -> assertThat(processes(app)).doesNotContain(app.gpid()));
    for (String node : List.of("node1", "node2", "node3")) {
      assertThat(CLUSTER.ssi("--on", node, "wait", app.id()).status()).as(node).isEqualTo(3);
    }
    List<Long> before = processes(app);
    assertThat(before).hasSize(1).doesNotContain(app.gpid());
    for (String node : List.of("node2", "node3", "node2")) {
      app.migrate(node);
      long size = Files.size(file);
      await().until(() -> Files.size(file) > size);
      assertThat(processes(app)).as(node).isEqualTo(before);
    }
    assertThat(CLUSTER.ssi("--on", "node3", "wait", app.id()).status()).isEqualTo(3);
    CLUSTER.ssi("kill", "-KILL", "--app", app.id()).done();
    await().untilAsserted(() -> assertThat(CLUSTER.ssi("ps").out()).doesNotContain("daemon"));
    assertThat(CLUSTER.ssi("--on", "node1", "wait", app.id()).status()).isEqualTo(3);
  }

  @Test
  void aForegroundRunReturnsWhenItsProgramEndsAndTheApplicationLivesOn() throws IOException {
    Path file = CLUSTER.workshop().resolve("left");

    Finished run =
        CLUSTER.ssi(
            "run", "-w", "node2", "--", "perl", "-e", DAEMON.replace("FILE", file.toString()));

    assertThat(run.status()).as("%s", run).isEqualTo(3);
    long size = Files.size(file);
    await().until(() -> Files.size(file) > size);
    List<Long> left = CLUSTER.ssi("ps", "--json").numbers("gpid");
    assertThat(left).hasSize(1);
    CLUSTER.ssi("kill", "-KILL", "--app", Long.toString(left.getFirst())).done();
    await().untilAsserted(() -> assertThat(CLUSTER.ssi("ps").out()).doesNotContain("perl"));
  }

  @Test
  void orphansLeaveNoZombies() {
    Path file = CLUSTER.workshop().resolve("orphans");
    App app = CLUSTER.start("node1", "perl", "-e", ORPHANS.replace("FILE", file.toString()));
    await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(file));

    await().untilAsserted(() -> assertThat(processes(app)).containsExactly(app.gpid()));
    app.kill();
  }

  @Test
  void aKilledKeeperIsTheEndOfItsApplicationAndEverybodyIsTold() {
    App app = CLUSTER.start("node2", "sh", "-c", "echo before the end; exec sleep 600");
    await()
        .untilAsserted(
            () -> assertThat(CLUSTER.ssi("logs", app.id()).out()).isEqualTo("before the end\n"));
    Running waiting = CLUSTER.begin("--on", "node3", "wait", app.id());

    keeperOf(app).destroyForcibly();

    Finished told = waiting.end(20);
    waiting.close();
    assertThat(told.status()).as("%s", told).isEqualTo(1);
    assertThat(told.err()).contains("its keeper was killed");
    assertThat(CLUSTER.ssi("--on", "node1", "wait", app.id()).err())
        .contains("its keeper was killed");
    assertThat(CLUSTER.ssi("logs", app.id()).done()).isEqualTo("before the end\n");
    assertThat(CLUSTER.ssi("ps", app.id()).out()).doesNotContain("sleep");
    assertThat(CLUSTER.ssi("migrate", app.id(), "node1").refused(1)).contains(app.id());
    assertThat(CLUSTER.ssi("kill", app.id()).refused(1)).contains("has ended");
  }

  @Test
  void twoThousandThreadsMove() throws IOException {
    Path file = CLUSTER.workshop().resolve("threads");
    App app =
        CLUSTER.start(
            "node1",
            "python3",
            "-c",
            MANY_THREADS
                .replace("COUNT", Integer.toString(THREADS))
                .replace("FILE", file.toString()));
    goesOn(file);

    for (String node : List.of("node2", "node1")) {
      app.migrate(node);
      app.runsOn(node);
      goesOn(file);
    }
    app.kill();
  }

  @Test
  void manyForksGetNoNumberTwiceAndMove() throws IOException {
    forks(QUICK_FORKS);
  }

  @Test
  @Tag("long")
  void veryManyForksGetNoNumberTwiceAndMove() throws IOException {
    forks(MANY_FORKS);
  }

  private static void forks(int count) throws IOException {
    Path file = CLUSTER.workshop().resolve("forks" + count);
    String program =
        FORKS.replace("COUNT", Integer.toString(count)).replace("FILE", file.toString());
    App app = CLUSTER.start("node1", "perl", "-e", program);
    await().until(() -> Files.exists(file));
    String[] nodes = {"node2", "node3", "node1"};
    int moves = 0;
    Set<String> seenOn = new TreeSet<>();
    Finished listed = CLUSTER.ssi("ps", "--json", app.id());
    while (listed.status() == 0) {
      assertThat(listed.numbers("gpid")).as("%s", listed).doesNotHaveDuplicates();
      seenOn.addAll(listed.texts("node"));
      if (moves < nodes.length && done(file) * (nodes.length + 1) > count * (moves + 1)) {
        app.migrate(nodes[moves]);
        moves++;
      }
      listed = CLUSTER.ssi("ps", "--json", app.id());
    }
    assertThat(CLUSTER.ssi("wait", app.id()).status()).isZero();
    assertThat(done(file)).isEqualTo(count);
    assertThat(moves).isEqualTo(nodes.length);
    assertThat(seenOn).hasSizeGreaterThan(1);
  }

  private static int done(Path file) throws IOException {
    String text = Files.readString(file);
    return text.isEmpty() ? 0 : Integer.parseInt(text);
  }

  private static void goesOn(Path file) throws IOException {
    await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(file));
    String before = Files.readString(file);
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> {
          String now = Files.readString(file);
          return !now.isEmpty() && !now.equals(before);
        });
  }

  /** The parent of the parent of the program: reaper, keeper. */
  private static ProcessHandle keeperOf(App app) {
    return ProcessHandle.allProcesses()
        .filter(
            process -> process.info().arguments().map(List::of).orElse(List.of()).contains("600"))
        .filter(process -> process.parent().flatMap(ProcessHandle::parent).isPresent())
        .map(process -> process.parent().orElseThrow().parent().orElseThrow())
        .filter(process -> process.info().command().orElse("").endsWith("ssi-keeper"))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no keeper of application " + app.id()));
  }

  /** Those that live; ps fails when there are none. */
  private static List<Long> processes(App app) {
    Finished listed = CLUSTER.ssi("ps", "--json", app.id());
    return listed.status() == 1 ? List.of() : listed.numbers("gpid");
  }
}
