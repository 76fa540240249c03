package io.ssi.agent.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssi.agent.config.PossibleNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClusterShapeTest {

  @Test
  void sparesComeLastAndDoNotStartOnline() {
    var shape = new ClusterShape(2, 1);

    List<PossibleNode> nodes = shape.all();

    assertThat(nodes.stream().map(PossibleNode::toString))
        .containsExactly("1:node1:10.77.0.1", "2:node2:10.77.0.2", "3:node3:10.77.0.3");
    assertThat(nodes.stream().map(shape::startsOnline)).containsExactly(true, true, false);
  }

  @ParameterizedTest
  @CsvSource({"0,0", "0,3", "-1,0", "1,-1", "64,1", "65,0"})
  void refusesWhatIsNoCluster(int nodes, int spare) {
    assertThatThrownBy(() -> new ClusterShape(nodes, spare))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 to 64 nodes");
  }
}
