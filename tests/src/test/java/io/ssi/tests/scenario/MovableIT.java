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
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Programs with one trait each go around three nodes. Each uses what it has again and again, ends
 * at the first answer that is not what it must be, and counts those that are.
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
    assertThat(CLUSTER.ssi("logs", app.id()).out()).isEmpty();
    app.kill();
  }

  static Stream<Arguments> goesAroundThreeNodes() {
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
                + " (unpack('l! a*', $m))[1] == $n - 1"),
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
            "send($a, $n, 0) or die; recv($b, my $m, 100, 0); $m == $n - 1"),
        arguments(
            "deleted-file",
            "open(my $f, '+>', 'FILE.gone') or die; unlink('FILE.gone'); syswrite($f, 'x' x 5000000);",
            "sysseek($f, 4999996, 0); syswrite($f, pack('l', $n)); sysseek($f, -4, 1);"
                + " sysread($f, my $m, 4); unpack('l', $m) == $n && -s $f == 5000000"));
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
