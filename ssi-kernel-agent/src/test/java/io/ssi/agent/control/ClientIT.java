package io.ssi.agent.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssi.membership.NodeState;
import io.ssi.tools.VerbCatalog;
import io.ssi.tools.VerbRunner;
import io.ssi.tools.testing.FakeApplications.Written;
import io.ssi.tools.testing.FakeCluster;
import io.ssi.tools.verb.ErrorTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The real client, typed in a real shell, and the real server with a fake cluster behind it. */
@Timeout(120)
class ClientIT {
  private static final Path CLIENT =
      Path.of(System.getProperty("ssi.project.root", ".."), "ssi-tools/target/native")
          .toAbsolutePath();

  private record Ended(int status, String out, String err) {}

  @TempDir Path run;

  private final FakeCluster cluster = new FakeCluster();
  private ControlServer server;

  @BeforeEach
  void start() throws IOException {
    Files.setPosixFilePermissions(run, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path socket = Files.createDirectory(run.resolve("default")).resolve("node1.sock");
    cluster.nodes.node(1, NodeState.ONLINE, "");
    cluster.nodes.node(4, NodeState.PRESENT, "");
    server =
        ControlServer.start(
            ControlConfig.of(socket, "node1"),
            new VerbRunner(new VerbCatalog(), new ErrorTable()),
            cluster.services(),
            new ControlServer.Threads(
                Thread.ofVirtual().factory(), Thread.ofPlatform().daemon().factory()),
            System::nanoTime);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Process shell(String script) throws IOException {
    ProcessBuilder builder = new ProcessBuilder("env", "--default-signal", "bash", "-c", script);
    builder.environment().put("SSI_RUN", run.toString());
    builder.environment().put("PATH", CLIENT + ":" + System.getenv("PATH"));
    builder.environment().remove("SSI_CLUSTER");
    return builder.start();
  }

  private static Ended end(Process process) throws Exception {
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return new Ended(process.exitValue(), out, err);
  }

  private Ended type(String script) throws Exception {
    return end(shell(script));
  }

  @Test
  void resultsStatusAndErrorsReachTheShell() throws Exception {
    assertThat(type("ssi node status --json").out()).startsWith("{\"cluster\":\"lab\"");
    assertThat(type("ssi node status -w node9"))
        .isEqualTo(
            new Ended(
                1,
                "",
                "ssi: there is no node node9 in this cluster; its nodes are node[1,4]; see: ssi node"
                    + " status\n"));
    assertThat(type("ssi node").status()).isEqualTo(2);
    assertThat(type("SSI-node-add -n 4")).isEqualTo(new Ended(0, "Adding nodes [4]... done\n", ""));
  }

  @Test
  void aShellThatCollectsTheOutputGetsItsEnd() throws Exception {
    assertThat(type("for i in 1 2 3 4 5; do x=$(ssi node status); done; echo \"$x\" | wc -l").out())
        .isEqualTo("3\n");
  }

  @Test
  void aReaderThatHasEnoughEndsTheVerbQuietly() throws Exception {
    cluster.applications.log.add(new Written(1, "line\n".repeat(1 << 20)));

    assertThat(type("set -o pipefail; ssi logs 17 | head -n 1"))
        .isEqualTo(new Ended(141, "line\n", ""));
  }

  @Test
  void aFullDiskIsAnError() throws Exception {
    Ended ended = type("ssi node status > /dev/full");

    assertThat(ended.status()).isEqualTo(1);
    assertThat(ended.err())
        .startsWith("ssi: cannot write to standard output: ")
        .contains("No space left on device");
  }

  @Test
  void controlCEndsAVerbWithWhatItDid() throws Exception {
    Process waiting = shell("exec ssi wait 17");
    assertThat(cluster.processes.waiting.tryAcquire(10, TimeUnit.SECONDS)).isTrue();

    assertThat(new ProcessBuilder("kill", "-INT", Long.toString(waiting.pid())).start().waitFor())
        .isZero();

    assertThat(end(waiting)).isEqualTo(new Ended(130, "", "ssi: interrupted: it runs on\n"));
  }

  @Test
  void whatTheCallerIsComesFromTheKernel() throws Exception {
    assertThat(type("id -u").out()).as("this test needs root").isEqualTo("0\n");

    assertThat(type("setpriv --reuid 65534 --regid 65534 --clear-groups ssi node add -n 4"))
        .isEqualTo(new Ended(1, "", "ssi: user 65534 may not add nodes; run it as root\n"));
  }

  @Test
  void theProgramToRunGetsWhatTheCallerHas() throws Exception {
    Ended ended =
        type("cd /usr; umask 027; ulimit -c 0; A=ü nice -n 3 ssi run -d -- prog -x 'a b'");

    assertThat(ended).isEqualTo(new Ended(0, "557059\n", ""));
    var request = cluster.applications.started.getFirst();
    assertThat(request.command()).containsExactly("prog", "-x", "a b");
    assertThat(request.directory()).isEqualTo(Path.of("/usr"));
    assertThat(request.umask()).isEqualTo(027);
    assertThat(request.nice()).isEqualTo(3);
    assertThat(request.environment()).containsEntry("A", "ü");
    // RLIMIT_CORE is 4: getrlimit(2).
    assertThat(request.limits().get(4).hard()).isZero();
  }

  @Test
  void theDeathOfTheAgentIsSaidInOneLine() throws Exception {
    server.close();

    assertThat(type("ssi ps"))
        .isEqualTo(
            new Ended(
                1,
                "",
                "ssi: no agent of cluster 'default' answers on this machine (looked in "
                    + run
                    + "/default); start one with: ssi up\n"));
  }
}
