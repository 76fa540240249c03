package io.ssi.tests.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssi.linux.require.Need;
import io.ssi.linux.require.Requires;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A user is themselves on every node, sees everything and acts on their own. */
@Requires({Need.ROOT, Need.NAMESPACES, Need.CRIU})
class IdentityIT {
  private static final String EPERM = "Operation not permitted";
  private static final String AS_NOBODY = "setpriv --reuid 65534 --regid 65533 --groups 65533,7,8 ";

  @RegisterExtension static final Cluster CLUSTER = Cluster.of(2, 1);

  private static App roots;

  @BeforeAll
  static void aProgramOfRoot() {
    roots = CLUSTER.start("node1", "sh", "-c", "echo secret; exec sleep 600");
  }

  @Test
  void aProgramHasAllThatItsCallerHas() throws IOException {
    Path own = Files.createDirectory(CLUSTER.workshop().resolve("own"));
    Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rwxrwxrwx"));

    Finished run =
        CLUSTER.shell(
            "cd own; umask 027; ulimit -n 321; ulimit -c 0; export MARK=here; "
                + AS_NOBODY
                + "nice -n 5 ssi run -w node2 -- sh -c 'id -u; id -g; id -G; pwd; umask; nice;"
                + " ulimit -Sn; ulimit -Hn; ulimit -c; echo $MARK; echo x >made; stat -c %u:%g:%a made'");

    assertThat(run.status()).as("%s", run).isZero();
    assertThat(run.out().lines())
        .as("%s", run)
        .containsExactly(
            "65534",
            "65533",
            "65533 7 8",
            own.toString(),
            "0027",
            "5",
            "321",
            "321",
            "0",
            "here",
            "65534:65533:640");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kill APP",
        "kill APP.3",
        "kill -KILL --app APP",
        "kill -- -APP.3",
        "suspend APP",
        "resume APP",
        "logs APP",
        "migrate APP node2",
        "checkpoint APP"
      })
  void nobodyActsOnWhatIsNotTheirs(String verb) {
    Finished refused = asNobody(verb.replace("APP", roots.id()));

    assertThat(refused.refused(1)).contains(EPERM).doesNotContain("secret");
    roots.runsOn("node1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"node add -n node3", "node remove -n node2"})
  void nodesAreOfRoot(String verb) {
    assertThat(asNobody(verb).refused(1)).contains("65534 may not", "run it as root");
  }

  @Test
  void everybodySeesEverything() {
    assertThat(asNobody("ps").done()).contains("sleep 600");
    assertThat(asNobody("ps -e").done()).contains("ssi-keeper");
    assertThat(asNobody("node status").done()).contains("node3");
    assertThat(asNobody("meminfo").done()).contains("MemTotal");
  }

  @Test
  void everybodyDoesWithTheirOwnWhatTheyLike() {
    Finished started = asNobody("run -d --json -w node2 -- sh -c 'echo mine; exec sleep 601'");
    App own =
        new App(CLUSTER, Long.toString(started.number("application")), started.number("gpid"));

    asNobody("--on node1 suspend " + own.id()).done();
    asNobody("resume " + own.id()).done();
    assertThat(asNobody("logs " + own.id()).done()).isEqualTo("mine\n");
    asNobody("kill -TERM --app " + own.id()).done();

    assertThat(asNobody("wait " + own.id()).status()).isEqualTo(128 + 15);
  }

  @Test
  void whatAUserMayNotEnterOrExecuteIsNotEnteredOrExecutedForThem() throws IOException {
    Path closed = Files.createDirectory(CLUSTER.workshop().resolve("closed"));
    Files.copy(Path.of("/bin/true"), closed.resolve("tool"));
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
    Files.createSymbolicLink(CLUSTER.workshop().resolve("link"), closed.resolve("tool"));

    Finished inside = CLUSTER.shell("cd closed; " + AS_NOBODY + "ssi run -- true");
    assertThat(inside.refused(1)).contains("EACCES");
    assertThat(asNobody("run -- " + closed.resolve("tool")).refused(126)).contains("EACCES");
    assertThat(asNobody("run -- " + CLUSTER.workshop().resolve("link")).refused(126))
        .contains("EACCES");
    assertThat(asNobody("run -- cat /proc/1/environ").status()).isEqualTo(1);
  }

  private static Finished asNobody(String verb) {
    return CLUSTER.shell(AS_NOBODY + "ssi " + verb);
  }
}
