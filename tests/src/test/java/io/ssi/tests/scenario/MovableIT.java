package io.ssi.tests.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.ssi.linux.require.Need;
import io.ssi.linux.require.Requires;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Programs with one trait each go around three nodes, and are saved and brought back. Each uses
 * what it has again and again, ends at the first answer that is not what it must be, and counts
 * those that are.
 */
@Requires({Need.ROOT, Need.NAMESPACES, Need.CRIU})
class MovableIT {
  private static final int STEPS = 5;

  private static final String SYSTEM_V =
      "use IPC::SysV qw(:all); my $own = IPC_CREAT | IPC_EXCL | 0600; ";

  /** Two processes; the other one adds 1 to what it reads, and answers. */
  private static final String ECHO =
      "sub echo { my $s = shift; while (sysread($s, my $n, 100)) { syswrite($s, $n + 1) } exit } "
          + "sub asked { my ($s, $n) = @_; syswrite($s, $n); sysread($s, my $m, 100); $m == $n + 1 } ";

  @RegisterExtension static final Cluster CLUSTER = Cluster.of(3, 0);

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void goesAroundThreeNodes(String name, String before, String step) throws IOException {
    Path file = CLUSTER.workshop().resolve(name);
    App app = CLUSTER.start("node1", "perl", "-e", program(file, before, step));
    goesOn(file);

    for (String node : List.of("node2", "node3", "node1")) {
      app.migrate(node);
      goesOn(file);
      app.runsOn(node);
    }
    CLUSTER.ssi("checkpoint", "-k", app.id()).done();
    CLUSTER.ssi("restart", "-w", "node2", app.id()).done();
    goesOn(file);
    app.runsOn("node2");
    assertThat(CLUSTER.ssi("logs", app.id()).out()).isEmpty();
    app.kill();
  }

  static Stream<Arguments> goesAroundThreeNodes() {
    return Stream.of(systemV(), unixSockets(), internet(), files()).flatMap(all -> all);
  }

  private static Stream<Arguments> systemV() {
    return Stream.of(
        arguments(
            "system-v-memory",
            SYSTEM_V
                + "my $id = shmget(4711, 4096, $own) // die; my $at = shmat($id, undef, 0) // die;"
                + " shmctl($id, IPC_RMID, 0) or die;",
            "memwrite($at, pack('l', $n), 0, 4) or die; shmread($id, my $m, 0, 4) or die;"
                + " unpack('l', $m) == $n"),
        arguments(
            "system-v-semaphore",
            SYSTEM_V + "my $id = semget(4711, 1, $own) // die;",
            "semop($id, pack('s!3', 0, 1, 0)) or die; semctl($id, 0, GETVAL, 0) == $n"),
        arguments(
            "system-v-queue",
            SYSTEM_V + "my $id = msgget(4711, $own) // die; msgsnd($id, pack('l! a*', 7, 0), 0);",
            "msgsnd($id, pack('l! a*', 7, $n), 0) or die; msgrcv($id, my $m, 100, 0, 0) or die;"
                + " (unpack('l! a*', $m))[1] == $n - 1"));
  }

  private static Stream<Arguments> unixSockets() {
    return Stream.of(
        arguments(
            "unix-pair",
            ECHO
                + "use Socket; socketpair(my $a, my $b, AF_UNIX, SOCK_STREAM, 0) or die;"
                + " fork or echo($b);",
            "asked($a, $n)"),
        arguments(
            "unix-listening",
            ECHO
                + "use IO::Socket::UNIX; my $at = 'FILE.socket';"
                + " my $l = IO::Socket::UNIX->new(Local => $at, Listen => 5) or die;"
                + " if (!fork) { while (my $s = $l->accept) { fork or echo($s) } }"
                + " my $a = IO::Socket::UNIX->new($at) or die;",
            "my $c = IO::Socket::UNIX->new($at) or die; asked($a, $n) && asked($c, $n)"),
        arguments(
            "unix-datagrams",
            "use Socket; socketpair(my $a, my $b, AF_UNIX, SOCK_DGRAM, 0) or die;"
                + " send($a, 0, 0) or die;",
            "send($a, $n, 0) or die; recv($b, my $m, 100, 0); $m == $n - 1"));
  }

  private static Stream<Arguments> internet() {
    return Stream.of(
        arguments(
            "tcp-inside",
            ECHO
                + "use IO::Socket::INET;"
                + " my $l = IO::Socket::INET->new(LocalAddr => '127.0.0.1', Listen => 5) or die;"
                + " my $port = $l->sockport;"
                + " if (!fork) { while (my $s = $l->accept) { fork or echo($s) } }"
                + " my $a = IO::Socket::INET->new(PeerAddr => '127.0.0.1', PeerPort => $port) or die;",
            "asked($a, $n)"),
        arguments(
            "tcp-server",
            "use IO::Socket::INET; use Socket;"
                + " my $l = IO::Socket::INET->new(LocalAddr => '0.0.0.0', Listen => 5) or die;"
                + " my $port = $l->sockport; my $client = $port;",
            "unpack('i', getsockopt($l, SOL_SOCKET, SO_ACCEPTCONN)) == 1 && $l->sockport == $port"),
        arguments(
            "udp-server",
            "use IO::Socket::INET; use Socket;"
                + " my $u = IO::Socket::INET->new(LocalAddr => '127.0.0.1', Proto => 'udp') or die;"
                + " my $at = getsockname($u);",
            // A datagram may be lost, as on any network.
            "my $m = ''; for (1 .. 5) { send($u, $n, 0, $at); select(undef, undef, undef, 0.005);"
                + " 1 while $m ne $n && defined recv($u, $m, 100, MSG_DONTWAIT); last if $m eq $n }"
                + " $m eq $n"));
  }

  private static Stream<Arguments> files() {
    return Stream.of(
        arguments(
            "flock",
            "use Fcntl ':flock'; open(my $f, '>', 'FILE.lock') or die; flock($f, LOCK_EX) or die;"
                + " open(my $g, '>', 'FILE.lock2') or die; flock($g, LOCK_SH) or die;",
            "open(my $h, '>', 'FILE.lock') or die; open(my $i, '>', 'FILE.lock2') or die;"
                + " !flock($h, LOCK_SH | LOCK_NB) && !flock($i, LOCK_EX | LOCK_NB)"
                + " && flock($i, LOCK_SH | LOCK_NB)"),
        arguments(
            "lock-of-an-open-file",
            "sub lock { fcntl(shift, 37, pack('ssx4qqlx4', 1, 0, shift, 10, 0)) }"
                + " open(my $f, '>', 'FILE.lock') or die; lock($f, 5) or die;",
            "open(my $g, '>', 'FILE.lock') or die; !lock($g, 0) && !lock($g, 14) && lock($g, 15)"),
        arguments(
            "deleted-file",
            "open(my $f, '+>', 'FILE.gone') or die; unlink('FILE.gone'); syswrite($f, 'x' x 5000000);",
            "sysseek($f, 4999996, 0); syswrite($f, pack('l', $n)); sysseek($f, -4, 1);"
                + " sysread($f, my $m, 4); unpack('l', $m) == $n && -s $f == 5000000"));
  }

  @Test
  void whatWasWrittenIntoFullQueuesIsNotLost() throws IOException {
    Path file = CLUSTER.workshop().resolve("queues");
    String connect =
        "use IO::Socket::INET; use Fcntl;"
            + " my $l = IO::Socket::INET->new(LocalAddr => '127.0.0.1', Listen => 5) or die;"
            + " my $a = IO::Socket::INET->new(PeerAddr => '127.0.0.1', PeerPort => $l->sockport)"
            + " or die; my $b = $l->accept or die; fcntl($a, F_SETFL, O_NONBLOCK);"
            + " my ($got, $sent, $rest) = (0, 0, '');";
    String step =
        "while (1) { $rest = pack('N', $sent++) x 250 if $rest eq '';"
            + " my $w = syswrite($a, $rest); last if !defined $w; substr($rest, 0, $w, '') }"
            + " for (1 .. 20) { my $m = ''; while (length($m) < 1000) {"
            + " sysread($b, $m, 1000 - length($m), length($m)) or die 'end' }"
            + " $m eq pack('N', $got++) x 250 or die 'order' } 1";
    App app = CLUSTER.start("node1", "perl", "-e", program(file, connect, step));
    goesOn(file);

    assertThat(CLUSTER.ssi("migrate", app.id(), "node2").refused(1)).contains("still on its way");
    assertThat(CLUSTER.ssi("checkpoint", app.id()).refused(1)).contains("still on its way");
    goesOn(file);
    app.runsOn("node1");
    app.kill();
  }

  @Test
  void aConnectionToOutsideIsDeadAfterAMoveThatMayCloseIt() throws IOException {
    Path port = CLUSTER.workshop().resolve("port");
    App server =
        CLUSTER.start(
            "node1",
            "perl",
            "-MIO::Socket::INET",
            "-e",
            "$l = IO::Socket::INET->new(Listen => 5, LocalAddr => '127.0.0.1') or die;"
                + " open(P, '>', '"
                + port
                + "'); print P $l->sockport; close P; while ($s = $l->accept) { push @s, $s }");
    await().until(() -> Files.exists(port) && Files.size(port) > 0);
    Path file = CLUSTER.workshop().resolve("client");
    String connect =
        "use IO::Socket::INET; my $c = IO::Socket::INET->new(PeerAddr => '127.0.0.1', PeerPort => "
            + Files.readString(port)
            + ") or die; my $was = 'open';";
    String look =
        "my $now = defined(sysread($c, my $m, 1)) ? 'closed' : $!{EAGAIN} ? 'open' : 'closed';"
            + " print \"$now\\n\" if $now ne $was; $was = $now; 1";
    App app =
        CLUSTER.start(
            "node1", "perl", "-e", program(file, connect + " $c->blocking(0); $| = 1;", look));
    goesOn(file);

    assertThat(CLUSTER.ssi("migrate", app.id(), "node2").refused(1)).contains("--tcp-close");
    CLUSTER.ssi("migrate", "--tcp-close", app.id(), "node2").done();
    goesOn(file);
    app.runsOn("node2");
    await()
        .untilAsserted(() -> assertThat(CLUSTER.ssi("logs", app.id()).out()).isEqualTo("closed\n"));
    app.kill();
    server.kill();
  }

  /** Counts into a file as long as the step is true. */
  private static String program(Path file, String before, String step) {
    String text =
        before
            + " open(my $out, '>>', 'FILE') or die; my $n = 0; while (++$n) { ("
            + "eval { "
            + step
            + " }) or die \"round $n: $@ $!\"; syswrite($out, \"$n\\n\"); select(undef, undef, undef, 0.02) }";
    return text.replace("FILE", file.toString());
  }

  /** Waits until it has counted on, and expects that it left out nothing. */
  private static void goesOn(Path file) throws IOException {
    await().until(() -> Files.exists(file));
    int before = Files.readAllLines(file).size();
    await().until(() -> Files.readAllLines(file).size() > before + STEPS);
    List<String> lines = Files.readAllLines(file);
    for (int i = 0; i < lines.size() - 1; i++) {
      assertThat(lines.get(i)).isEqualTo(Integer.toString(i + 1));
    }
  }
}
