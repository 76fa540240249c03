package io.ssi.tests.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ssi.linux.require.Need;
import io.ssi.linux.require.Requires;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is in the way of a checkpoint and of a restart is said before anything is done. */
@Requires({Need.ROOT, Need.NAMESPACES, Need.CRIU})
class DryRunIT {
  private static final int FAILED = 1;

  @RegisterExtension static final Cluster CLUSTER = Cluster.of(3, 0);

  @Test
  void nothingIsInTheWayOfAPlainProgram() {
    Counter counter = Counter.on(CLUSTER, "node1", "plain");
    String id = counter.app().id();

    assertThat(CLUSTER.ssi("checkpoint", "--dry-run", id).done()).contains("can be saved");
    assertThat(CLUSTER.ssi("ckpt", "list", id).out()).doesNotContain("plain");
    CLUSTER.ssi("checkpoint", "-k", id).done();
    assertThat(CLUSTER.ssi("restart", "--dry-run", id).done()).contains("can be brought back");
    assertThat(CLUSTER.ssi("restart", "--dry-run", "--json", "-w", "node3", id).done())
        .contains("\"movable\":true", "\"blockers\":[]");
    assertThat(CLUSTER.ssi("ps", id).status()).isEqualTo(FAILED);

    CLUSTER.ssi("restart", "-w", "node3", id).done();
    counter.goesOn();
    counter.app().runsOn("node3");
    refused("busy", "running on node3", id);
    counter.app().kill();
  }

  @Test
  void aFileThatIsMissingOrAnotherIsNamed() throws IOException {
    Path file = Files.writeString(CLUSTER.workshop().resolve("data"), "0123456789");
    String id = savedWith("open(F, '<', '" + file + "') or die");

    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    refused("file_differs", "has mode 600 there", id);
    Files.writeString(file, "0123");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    refused("file_differs", "has 4 bytes there", id);
    Files.delete(file);
    refused("file_missing", file.toString(), id);

    Files.writeString(file, "9876543210");
    CLUSTER.ssi("restart", id).done();
    new App(CLUSTER, id, 0).kill();
  }

  @Test
  void anotherBuildOfALibraryIsNamed() throws IOException {
    Path program = Files.copy(Path.of("/bin/sleep"), CLUSTER.workshop().resolve("program"));
    App app = CLUSTER.start("node1", program.toString(), "1000");
    CLUSTER.ssi("checkpoint", "-k", app.id()).done();
    byte[] content = Files.readAllBytes(program);
    // Behind the head of its note, of type 3.
    String text = new String(content, 0, 4096, StandardCharsets.ISO_8859_1);
    content[text.indexOf("\3\0\0\0GNU\0") + 8] ^= 1;
    Files.write(program, content);

    refused("file_differs", "is build", app.id());
  }

  @Test
  void aFileThatWasWrittenSinceIsNamedWithWhatHelps() throws IOException {
    Path file = CLUSTER.workshop().resolve("state");
    String id = savedWith("open(F, '+>', '" + file + "') or die; syswrite(F, 'abc')");
    Files.writeString(file, "abcdef");

    assertThat(refused("file_differs", "has 6 bytes there, not 3", id)).contains("--files=image");
    assertThat(CLUSTER.ssi("restart", "--dry-run", "--files=truncate", id).done())
        .contains("can be brought back");
    CLUSTER.ssi("restart", "--files=image", id).done();
    assertThat(Files.readString(file)).isEqualTo("abc");
    new App(CLUSTER, id, 0).kill();
  }

  @Test
  void aRestartGoesToANodeThatCan() throws IOException {
    Path file = Path.of("/tmp/only-here");
    in("node1", "sh", "-c", "echo x >" + file);
    String id = savedWith("open(F, '<', '" + file + "') or die");
    in("node1", "rm", file.toString());
    in("node3", "sh", "-c", "umask 022; echo y >" + file);

    refused("file_missing", file.toString(), "-w", "node1", id);
    refused("file_missing", file.toString(), "-w", "node2", id);
    CLUSTER.ssi("restart", "--dry-run", id).done();
    CLUSTER.ssi("restart", id).done();
    assertThat(CLUSTER.ssi("ps", "--json", id).texts("node")).containsOnly("node3");
    new App(CLUSTER, id, 0).kill();
  }

  @Test
  void aDiskThatIsTooSmallIsNamed() throws IOException {
    String repository = "/var/lib/ssi/checkpoints";
    Counter counter = Counter.on(CLUSTER, "node2", "disk");
    String id = counter.app().id();
    in("node2", "mount", "-t", "tmpfs", "-o", "size=100k", "small", repository);
    try {
      Finished asked = CLUSTER.ssi("checkpoint", "--dry-run", "--json", id);
      assertThat(asked.status()).as("%s", asked).isEqualTo(FAILED);
      assertThat(asked.out()).contains("\"code\":\"no_disk\"", "node2");
      assertThat(CLUSTER.ssi("checkpoint", id).refused(FAILED)).contains("node2", "of disk left");
    } finally {
      in("node2", "umount", repository);
    }
    counter.goesOn();
    counter.app().kill();
  }

  @Test
  void aVersionWithoutAHolderIsNamed() throws IOException {
    String id = savedWith("1");
    for (String node : CLUSTER.ssi("node", "status", "--json").texts("name")) {
      in(node, "sh", "-c", "rm -rf /var/lib/ssi/checkpoints/" + id);
    }

    refused("no_holder", "version 1 of application " + id, id);
  }

  /** Expects that a dry run and a restart both say so; gives what the dry run said. */
  private static String refused(String code, String named, String... words) {
    Finished asked = CLUSTER.ssi(join(new String[] {"restart", "--dry-run", "--json"}, words));
    assertThat(asked.status()).as("%s", asked).isEqualTo(FAILED);
    assertThat(asked.out()).contains("\"movable\":false", "\"code\":\"" + code + "\"", named);
    assertThat(CLUSTER.ssi(join(new String[] {"restart"}, words)).refused(FAILED)).contains(named);
    return asked.out();
  }

  private static String[] join(String[] first, String... last) {
    return Stream.of(first, last).flatMap(Arrays::stream).toArray(String[]::new);
  }

  /** The id of an application that had something, was saved and has ended. */
  private static String savedWith(String holding) {
    App app =
        CLUSTER.start("node1", "perl", "-e", holding + "; $| = 1; print 'ready'; sleep while 1");
    await().until(() -> CLUSTER.ssi("logs", app.id()).out().equals("ready"));
    CLUSTER.ssi("checkpoint", "-k", app.id()).done();
    return app.id();
  }

  /** Runs a command in the mount namespace of a node. */
  private static void in(String node, String... command) {
    String init = Integer.toString(CLUSTER.embedded().init(node).orElseThrow().pid());
    Project.run(List.of(join(new String[] {"nsenter", "-m", "-t", init}, command)), Map.of(), 10)
        .done();
  }
}
