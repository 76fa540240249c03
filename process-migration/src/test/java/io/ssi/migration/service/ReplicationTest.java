package io.ssi.migration.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssi.membership.NodeId;
import io.ssi.migration.CheckpointId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplicationTest {
  private static final NodeId ONE = new NodeId(1);
  private static final NodeId TWO = new NodeId(2);
  private static final NodeId THREE = new NodeId(3);
  private static final CheckpointId ID = new CheckpointId(17, 1);
  private static final byte[] CONTENT = "registers".getBytes(StandardCharsets.UTF_8);

  @TempDir Path temp = Path.of("set by JUnit");
  private Holders holders = new Holders(temp, 0);

  @BeforeEach
  void threeNodes() {
    holders = new Holders(temp, 3);
  }

  private static void run(Replication replication, int times) {
    for (int i = 0; i < times; i++) {
      replication.run();
    }
  }

  @Test
  void aVersionThatLostAHolderGetsAnother() throws IOException {
    holders.store(ID, CONTENT, ONE, TWO);
    Replication replication = holders.replication(ONE);
    run(replication, 10);
    assertThat(holders.holdersOf(ID)).containsExactly(1, 2);

    holders.crash(TWO);
    run(replication, 10);

    assertThat(holders.holdersOf(ID)).containsExactly(1, 2, 3);
    holders.repository(THREE).verify(ID);
  }

  @Test
  void aNodeThatIsSoonBackCostsNothing() throws IOException {
    holders.store(ID, CONTENT, ONE, TWO);
    Replication replication = holders.replication(ONE);
    holders.up.remove(TWO);
    run(replication, 3);

    holders.up.add(TWO);
    run(replication, 10);

    assertThat(holders.holdersOf(ID)).containsExactly(1, 2);
    assertThat(holders.repository(THREE).list()).isEmpty();
  }

  @Test
  void onlyTheFirstHolderCopies() throws IOException {
    holders.store(ID, CONTENT, ONE);

    run(holders.replication(THREE), 10);
    assertThat(holders.holdersOf(ID)).containsExactly(1);

    run(holders.replication(ONE), 10);
    assertThat(holders.holdersOf(ID)).hasSize(2);
  }

  @Test
  void aCopyThatFailsIsTriedAgainMoreAndMoreRarely() throws IOException {
    holders.store(ID, CONTENT, ONE);
    Path pack = holders.disk(ONE).resolve("17/packs/1.pack");
    byte[] good = Files.readAllBytes(pack);
    Files.write(pack, new byte[good.length]);
    Replication replication = holders.replication(ONE);
    run(replication, 5);
    assertThat(holders.holdersOf(ID)).containsExactly(1);
    Files.write(pack, good);

    run(replication, 4);
    assertThat(holders.holdersOf(ID)).containsExactly(1);
    run(replication, 20);
    assertThat(holders.holdersOf(ID)).hasSize(2);
  }
}
