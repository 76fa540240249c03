package io.ssi.tools.many;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ssi.tools.many.Gathering.Text;
import java.util.List;
import org.junit.jupiter.api.Test;

class GatheringTest {
  private static Text text(String label, String text) {
    return new Text(label, text.getBytes(UTF_8));
  }

  @Test
  void equalOutputsAreFoldedBelowTheirNodesLargestGroupFirst() {
    List<Text> texts =
        List.of(
            text("node1", "alone\n"),
            text("node2", "same\n"),
            text("node4", ""),
            text("node3", "same\n"));

    assertThat(new String(Gathering.folded(texts), UTF_8))
        .isEqualTo(
            """
            ---------------
            node[2-3] (2)
            ---------------
            same
            ---------------
            node1
            ---------------
            alone
            """);
  }

  @Test
  void anOutputWithoutANewlineGetsOne() {
    assertThat(new String(Gathering.folded(List.of(text("node1", "x"))), UTF_8)).endsWith("\nx\n");
  }

  @Test
  void copiesOfOneNodeAreFoldedByRank() {
    List<Text> texts =
        List.of(text("node1.0", "x\n"), text("node2.1", "x\n"), text("node1.2", "x\n"));

    assertThat(new String(Gathering.foldedLines(texts), UTF_8))
        .isEqualTo("node1.[0,2],node2.1: x\n");
  }

  @Test
  void inOrderEveryCopyIsOnItsOwn() {
    List<Text> texts = List.of(text("node1", "x\ny\n"), text("node2", ""), text("node3", "x"));

    assertThat(new String(Gathering.inOrder(texts), UTF_8))
        .isEqualTo("node1: x\nnode1: y\nnode3: x\n");
  }
}
