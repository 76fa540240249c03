package io.ssi.tests.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssi.linux.require.Need;
import io.ssi.linux.require.Requires;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Checkpoints as files: out of a cluster, and into it or another one. */
@Requires({Need.ROOT, Need.NAMESPACES, Need.CRIU})
class ExportIT {
  private static final int FAILED = 1;

  @RegisterExtension static final Cluster CLUSTER = Cluster.of(3, 0);

  @Test
  void aProgramGoesOnFromAFileWhenItsCheckpointsWereDeleted() {
    LedgerApp ledger = LedgerApp.on(CLUSTER, "node1", "deleted");
    String id = ledger.app().id();
    CLUSTER.ssi("checkpoint", "-k", id).done();
    Finished written = CLUSTER.shell("ssi ckpt export " + id + " > deleted.ckpt");
    assertThat(written.done()).isEmpty();
    assertThat(CLUSTER.shell("ssi ckpt import --json < deleted.ckpt").done())
        .contains("\"imported\":false");
    CLUSTER.ssi("ckpt", "rm", "--all", id).done();

    Finished imported = CLUSTER.shell("ssi --on node3 ckpt import --json < deleted.ckpt");

    assertThat(imported.done()).contains("\"imported\":true", "\"node3\"");
    CLUSTER.ssi("restart", "--files=truncate", id).done();
    ledger.goesOn();
    ledger.app().kill();
  }

  @Test
  void anotherClusterTakesItFromRootWhoVouchesForIt() throws IOException {
    Counter counter = Counter.on(CLUSTER, "node1", "other");
    String id = counter.app().id();
    CLUSTER.ssi("checkpoint", "-k", id).done();
    CLUSTER.shell("ssi ckpt export " + id + " > other.ckpt").done();
    Path file = CLUSTER.workshop().resolve("other.ckpt");
    try (Cluster other = Cluster.of(1, 0).start()) {
      assertThat(other.shell("ssi ckpt import < " + file).refused(FAILED))
          .contains("another cluster", "--foreign");

      other.shell("ssi ckpt import --foreign < " + file).done();

      other.ssi("restart", "--files=image", id).done();
      counter.goesOn();
      new App(other, id, counter.app().gpid()).kill();
    }
  }

  @Test
  void aFileThatIsDamagedLeavesNothingBehind() throws IOException {
    Counter counter = Counter.on(CLUSTER, "node1", "damaged");
    String id = counter.app().id();
    CLUSTER.ssi("checkpoint", id).done();
    CLUSTER.shell("ssi ckpt export " + id + " > damaged.ckpt").done();
    CLUSTER.ssi("ckpt", "rm", "--all", id).done();
    Path file = CLUSTER.workshop().resolve("damaged.ckpt");
    byte[] content = Files.readAllBytes(file);
    content[content.length / 2] ^= 1;
    Files.write(file, content);

    assertThat(CLUSTER.shell("ssi ckpt import < damaged.ckpt").refused(FAILED))
        .contains("cannot import");
    assertThat(CLUSTER.shell("head -c 1000 damaged.ckpt | ssi ckpt import").refused(FAILED))
        .contains("cut off");
    assertThat(CLUSTER.shell("ssi ckpt import < /etc/passwd").refused(FAILED))
        .contains("not what 'ssi ckpt export' writes");
    assertThat(CLUSTER.shell("ssi ckpt export " + counter.app().id() + "1 > x").refused(FAILED))
        .contains("no checkpoint");

    assertThat(CLUSTER.ssi("ckpt", "list", "--json", id).done()).contains("\"checkpoints\":[]");
    counter.goesOn();
    counter.app().kill();
  }
}
