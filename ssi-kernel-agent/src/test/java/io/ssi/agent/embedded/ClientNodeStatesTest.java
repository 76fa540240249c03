package io.ssi.agent.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssi.membership.NodeState;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClientNodeStatesTest {

  @Test
  void readsWhatNodeStatusWrites() {
    String json =
        "{\"cluster\":\"lab\",\"quorum\":true,\"nodes\":[{\"name\":\"node1\",\"id\":1,\"state\":"
            + "\"online\",\"reason\":\"\",\"address\":\"10.77.0.1\"},{\"name\":\"node2\",\"id\":2,"
            + "\"state\":\"present\",\"reason\":\"said \\\"name\\\"\",\"address\":\"10.77.0.2\"}]}\n";

    assertThat(ClientNodeStates.parse(json))
        .isEqualTo(Map.of("node1", NodeState.ONLINE, "node2", NodeState.PRESENT));
  }

  @Test
  void knowsNothingWhereTheVerbFailed() {
    assertThat(ClientNodeStates.parse("{\"error\":{\"code\":\"no_agent\"}}")).isEmpty();
  }
}
