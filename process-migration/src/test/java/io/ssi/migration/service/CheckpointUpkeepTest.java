package io.ssi.migration.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssi.membership.NodeId;
import io.ssi.migration.CheckpointId;
import io.ssi.migration.RefusedException;
import io.ssi.migration.VerifiedCopy;
import io.ssi.migration.VerifiedCopy.State;
import io.ssi.pid.ApplicationId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointUpkeepTest {
  private static final NodeId ONE = new NodeId(1);
  private static final NodeId TWO = new NodeId(2);
  private static final CheckpointId FIRST = new CheckpointId(17, 1);
  private static final CheckpointId SECOND = new CheckpointId(17, 2);
  private static final int ADA = 1000;

  @TempDir Path temp = Path.of("set by JUnit");
  private final byte[] content = new byte[200_000];
  private Holders holders = new Holders(temp, 0);

  @BeforeEach
  void twoVersionsOnTwoNodes() throws IOException {
    holders = new Holders(temp, 2);
    new Random(3).nextBytes(content);
    holders.store(FIRST, content, ONE, TWO);
    content[70_000]++;
    holders.store(SECOND, content, ONE, TWO);
  }

  private void alter(NodeId node, int pack) throws IOException {
    Path file = holders.disk(node).resolve("17/packs/" + pack + ".pack");
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 3] ^= 1;
    Files.write(file, bytes);
  }

  private List<State> verified(CheckpointId id) {
    return holders.upkeep.verify(id).stream().map(VerifiedCopy::state).toList();
  }

  @Test
  void copiesThatAreAsTheyWereAreWhole() {
    assertThat(verified(FIRST)).containsExactly(State.WHOLE, State.WHOLE);
    assertThat(verified(SECOND)).containsExactly(State.WHOLE, State.WHOLE);
  }

  @Test
  void whatWasAlteredComesFromTheOtherHolder() throws IOException {
    alter(TWO, 1);

    assertThat(verified(FIRST)).containsExactly(State.WHOLE, State.REPAIRED);
    assertThat(verified(SECOND)).containsExactly(State.WHOLE, State.REPAIRED);

    assertThat(verified(FIRST)).containsExactly(State.WHOLE, State.WHOLE);
    assertThat(verified(SECOND)).containsExactly(State.WHOLE, State.WHOLE);
  }

  @Test
  void aCopyThatNobodyElseHasWholeStaysAndIsNamed() throws IOException {
    alter(ONE, 1);
    alter(TWO, 1);

    assertThat(verified(FIRST)).containsExactly(State.DAMAGED, State.DAMAGED);
    assertThat(holders.repository(ONE).list()).containsExactly(FIRST, SECOND);
  }

  @Test
  void aHolderThatDoesNotAnswerIsNamed() {
    holders.crash(TWO);

    assertThat(verified(FIRST)).containsExactly(State.WHOLE, State.UNREACHABLE);
  }

  @Test
  void versionsAreDeletedByTheirOwnerOnly() {
    ApplicationId id = new ApplicationId(17);

    assertThatThrownBy(() -> holders.upkeep.delete(id, List.of(1), ADA + 1))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("EPERM");
    assertThatThrownBy(() -> holders.upkeep.delete(id, List.of(1, 9), ADA))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("no version 9");
    assertThat(holders.index.list()).hasSize(2);

    holders.upkeep.delete(id, List.of(1), ADA);
    assertThat(holders.index.list()).hasSize(1);
    holders.upkeep.delete(id, List.of(2), 0);
    assertThat(holders.index.list()).isEmpty();
  }
}
