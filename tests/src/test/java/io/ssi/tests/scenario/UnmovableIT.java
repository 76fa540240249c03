package io.ssi.tests.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.ssi.linux.require.Need;
import io.ssi.linux.require.Requires;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Programs that CRIU cannot save: the reason is found before they are touched. */
@Requires({Need.ROOT, Need.NAMESPACES, Need.CRIU})
class UnmovableIT {
  private static final long CAP_SYS_RESOURCE = 1L << 24;
  private static final int PORT = 7801;
  private static final String LISTENING =
      "use IO::Socket::INET;"
          + " $l = IO::Socket::INET->new(Listen => 1, LocalAddr => '127.0.0.1') or die;"
          + " $p = $l->sockport; ";
  private static final String CONNECTED =
      "use IO::Socket::INET;"
          + " $c = IO::Socket::INET->new(PeerAddr => '127.0.0.1', PeerPort => $p) or die; ";

  @RegisterExtension static final Cluster CLUSTER = Cluster.of(2, 0);

  @BeforeAll
  static void startsServers() {
    Path socket = CLUSTER.workshop().resolve("outside.socket");
    CLUSTER.start(
        "node1",
        "perl",
        "-MIO::Socket::UNIX",
        "-e",
        "$l = IO::Socket::UNIX->new(Listen => 5, Local => '"
            + socket
            + "') or die; while ($s = $l->accept) { push @s, $s }");
    await().until(() -> Files.exists(socket));
    CLUSTER.start(
        "node1",
        "perl",
        "-MIO::Socket::INET",
        "-e",
        "$l = IO::Socket::INET->new(Listen => 5, LocalAddr => '127.0.0.1', LocalPort => "
            + PORT
            + ") or die; while ($s = $l->accept) { push @s, $s }");
  }

  @ParameterizedTest
  @MethodSource
  void theReasonIsSaidAndTheProgramRunsOn(String code, String named, String holding)
      throws IOException {
    String name = code + named.replace('/', '-');
    Path file = CLUSTER.workshop().resolve(name);
    App app = perl(name, holding);

    Finished asked = CLUSTER.ssi("migrate", "--dry-run", "--json", app.id(), "node2");
    assertThat(asked.status()).as("%s", asked).isEqualTo(1);
    assertThat(asked.out()).contains("\"movable\":false", "\"code\":\"" + code + "\"", named);
    assertThat(CLUSTER.ssi("migrate", app.id(), "node2").refused(1)).contains(named);
    Finished saved = CLUSTER.ssi("checkpoint", "--dry-run", "--json", app.id());
    assertThat(saved.status()).as("%s", saved).isEqualTo(1);
    assertThat(saved.out()).contains("\"movable\":false", "\"code\":\"" + code + "\"", named);
    assertThat(CLUSTER.ssi("checkpoint", app.id()).refused(1)).contains(named);
    assertThat(CLUSTER.ssi("ckpt", "list", app.id()).out()).doesNotContain(app.id() + " ");

    long size = Files.size(file);
    await().until(() -> Files.size(file) > size);
    app.runsOn("node1");
    app.kill();
  }

  static Stream<Arguments> theReasonIsSaidAndTheProgramRunsOn() {
    return Stream.of(
        arguments("device", "/dev/fuse", "open(F, '+<', '/dev/fuse') or die"),
        arguments("userfaultfd", "userfaultfd", "(syscall(323, 1) >= 0) or die"),
        arguments("io_uring", "io_uring", "$p = chr(0) x 120; (syscall(425, 4, $p) >= 0) or die"),
        arguments(
            "unsupported_file",
            "perf_event",
            "$p = pack('LLQ', 1, 112, 0) . chr(0) x 96; (syscall(298, $p, 0, -1, -1, 0) >= 0) or die"),
        arguments("unsupported_file", "secret memory", "(syscall(447, 0) >= 0) or die"),
        arguments("unsupported_file", "pidfd", "(syscall(434, 1, 0) >= 0) or die"),
        arguments("socket_kind", "MPTCP", "(syscall(41, 2, 1, 262) >= 0) or die"),
        arguments("socket_kind", "AF_VSOCK", "(syscall(41, 40, 1, 0) >= 0) or die"),
        arguments(
            "unix_outside",
            "unix socket",
            "use IO::Socket::UNIX; $u = IO::Socket::UNIX->new('WORK/outside.socket') or die"),
        arguments(
            "deleted_file",
            "20 MiB",
            "open(D, '>', 'WORK/large') or die; truncate(D, 20 << 20); unlink('WORK/large')"),
        arguments(
            "deleted_file",
            "another",
            "open(D, '>', 'WORK/one') or die; link('WORK/one', 'WORK/two'); unlink('WORK/one')"),
        arguments("namespace", "mnt", "(syscall(272, 0x20000) == 0) or die"),
        arguments("namespace", "net", "(syscall(272, 0x40000000) == 0) or die"),
        arguments(
            "tcp_inside",
            "half closed",
            LISTENING + CONNECTED + "$s = $l->accept or die; shutdown($s, 1) or die"),
        arguments("tcp_unaccepted", "127.0.0.1", LISTENING + CONNECTED),
        arguments("tcp_outside", "127.0.0.1:" + PORT, "$p = " + PORT + "; " + CONNECTED));
  }

  /** Whoever restarts it takes the lock anew; a move would have to take it from itself. */
  @Test
  void aLockOfAProcessIsSavedAndDoesNotMoveToWhereItsFileIsShared() throws IOException {
    String lock =
        "open(L, '>', 'WORK/own-lock') or die; $k = pack('ssx4qqlx4', 1, 0, 0, 0, 0); fcntl(L, 6, $k) or die";
    App app = perl("own-lock-app", lock);

    Finished asked = CLUSTER.ssi("migrate", "--dry-run", "--json", app.id(), "node2");
    assertThat(asked.status()).as("%s", asked).isEqualTo(1);
    assertThat(asked.out()).contains("\"code\":\"file_lock\"", "own-lock");
    assertThat(CLUSTER.ssi("migrate", app.id(), "node2").refused(1)).contains("fcntl");
    CLUSTER.ssi("checkpoint", "-k", app.id()).done();
    CLUSTER.ssi("restart", "-w", "node2", app.id()).done();
    app.runsOn("node2");
    app.kill();
  }

  @Test
  void anotherUsersProgramMovesWhereCriuMayReadItsLimits() throws IOException {
    App app = perl("other-user", "($< = 65534) == 65534 or die");
    boolean allowed =
        Files.readAllLines(Path.of("/proc/self/status")).stream()
            .filter(line -> line.startsWith("CapEff:"))
            .map(line -> Long.parseLong(line.substring("CapEff:".length()).strip(), 16))
            .anyMatch(capabilities -> (capabilities & CAP_SYS_RESOURCE) != 0);

    Finished moved = CLUSTER.ssi("migrate", "--json", app.id(), "node2");

    assertThat(moved.status()).as("%s", moved).isEqualTo(allowed ? 0 : 1);
    if (!allowed) {
      assertThat(moved.out()).contains("\"code\":\"missing_capability\"", "CAP_SYS_RESOURCE");
      assertThat(CLUSTER.ssi("checkpoint", app.id()).refused(1)).contains("CAP_SYS_RESOURCE");
    }
    app.runsOn(allowed ? "node2" : "node1");
    app.kill();
  }

  /** A program with a trait, that has it when this returns. */
  private static App perl(String name, String holding) {
    Path file = CLUSTER.workshop().resolve(name);
    App app =
        CLUSTER.start(
            "node1",
            "perl",
            "-e",
            holding.replace("WORK", CLUSTER.workshop().toString())
                + "; $| = 1; open(O, '>>', '"
                + file
                + "'); while (1) { syswrite(O, '.'); select(undef, undef, undef, 0.02); }");
    await().until(() -> Files.exists(file) && Files.size(file) > 0);
    return app;
  }
}
