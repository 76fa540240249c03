package io.ssi.membership.nodeset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssi.linux.testing.SeededRuns;
import io.ssi.membership.NodeId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NodeSetTest {
  private static final Map<String, NodeId> KNOWN = known();

  private static Map<String, NodeId> known() {
    Map<String, NodeId> nodes = new LinkedHashMap<>();
    for (int i = 1; i <= 9; i++) {
      nodes.put("node" + i, new NodeId(i));
    }
    for (int i = 1; i <= 12; i++) {
      nodes.put("rack%02d-a".formatted(i), new NodeId(20 + i));
    }
    nodes.put("spare", new NodeId(99));
    return nodes;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "node1; 1",
        "spare; 99",
        "node[1-3,7]; 1-3,7",
        "node[1-9/2]; 1,3,5,7,9",
        "node1,node2; 1-2",
        "node1 node2; 1-2",
        "node[1-5]!node3; 1-2,4-5",
        "node[1-5] & node[4-8]; 4-5",
        "node[1-4]^node[3-6]; 1-2,5-6",
        "node[1-3]!node2,node2; 1-3",
        "@all!node[1-9]!rack[01-12]-a; 99",
        "@all&node[8-9]; 8-9",
        "rack[09-11]-a; 29-31",
        "1-3,7; 1-3,7",
        "1-9!2; 1,3-9",
        "99,node1; 1,99",
        "node[1]; 1",
      })
  void readsWhatPeopleWrite(String text, String ids) {
    assertThat(NodeSet.foldIds(NodeSet.parse(text, KNOWN))).isEqualTo(ids);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        ",",
        "node1,",
        ",node1",
        "node[1-3",
        "node1]",
        "node[[1]]",
        "node[]",
        "node[3-1]",
        "node[1-2-3]",
        "node[a-b]",
        "@rack",
        "node1!!node2",
        "node[1-3/0]",
        "node[0-999999999]",
        "no/de",
        "1-",
        "-1",
        "node1,,node2",
      })
  void refusesWhatIsNoNodeSet(String text) {
    assertThatThrownBy(() -> NodeSet.parse(text, KNOWN))
        .isInstanceOf(NodeSetException.class)
        .hasMessageContaining("Cannot read the node set");
  }

  @ParameterizedTest
  @ValueSource(strings = {"node77", "node[8-10]", "0", "10", "300", "rack1-a"})
  void namesTheNodeThatThereIsNot(String text) {
    assertThatThrownBy(() -> NodeSet.parse(text, KNOWN))
        .isInstanceOf(NodeSetException.class)
        .hasMessageContaining("There is no node")
        .hasMessageContaining("node[1-9],rack[01-12]-a,spare");
  }

  @Test
  void foldsAsPeopleRead() {
    assertThat(NodeSet.fold(List.of("node3", "node1", "node2", "node7", "spare")))
        .isEqualTo("node[1-3,7],spare");
    assertThat(NodeSet.fold(List.of("node4"))).isEqualTo("node4");
    assertThat(NodeSet.fold(List.of())).isEmpty();
    assertThat(NodeSet.foldIds(List.of(new NodeId(7), new NodeId(1)))).isEqualTo("1,7");
  }

  @Test
  void whatIsFoldedIsReadBack() {
    List<String> names = List.copyOf(KNOWN.keySet());
    SeededRuns.repeat(
        500,
        random -> {
          Set<String> chosen = new TreeSet<>();
          SortedSet<NodeId> ids = new TreeSet<>();
          for (String name : names) {
            if (random.nextInt(3) == 0) {
              chosen.add(name);
              ids.add(Objects.requireNonNull(KNOWN.get(name)));
            }
          }
          if (!chosen.isEmpty()) {
            assertThat(NodeSet.parse(NodeSet.fold(chosen), KNOWN)).isEqualTo(ids);
            assertThat(NodeSet.parse(NodeSet.foldIds(ids), KNOWN)).isEqualTo(ids);
          }
        });
  }

  @Test
  void operatorsAgreeWithSetArithmetic() {
    List<String> names = List.copyOf(KNOWN.keySet());
    SeededRuns.repeat(
        500,
        random -> {
          StringBuilder text = new StringBuilder();
          SortedSet<NodeId> expected = new TreeSet<>();
          for (int i = 0; i < 1 + random.nextInt(6); i++) {
            String name = names.get(random.nextInt(names.size()));
            NodeId node = Objects.requireNonNull(KNOWN.get(name));
            char operator = i == 0 ? ',' : ",!&^".charAt(random.nextInt(4));
            if (i > 0) {
              text.append(operator);
            }
            text.append(name);
            switch (operator) {
              case ',' -> expected.add(node);
              case '!' -> expected.remove(node);
              case '&' -> expected.retainAll(Set.of(node));
              default -> {
                if (!expected.remove(node)) {
                  expected.add(node);
                }
              }
            }
          }
          assertThat(NodeSet.parse(text.toString(), KNOWN)).isEqualTo(expected);
        });
  }

  @Test
  void noTextMakesItFailInAnotherWay() {
    String alphabet = "node[]0123456789-,!&^@ al/.";
    SeededRuns.repeat(
        3000,
        random -> {
          StringBuilder text = new StringBuilder();
          for (int i = random.nextInt(20); i > 0; i--) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
          }
          try {
            assertThat(KNOWN.values()).containsAll(NodeSet.parse(text.toString(), KNOWN));
          } catch (NodeSetException expected) {
            assertThat(expected.getMessage()).isNotBlank();
          }
        });
  }
}
