package io.ssi.tests.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ssi.linux.require.Need;
import io.ssi.linux.require.Requires;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Many programs of one command that lose their caller, or one of their nodes. */
@Requires({Need.ROOT, Need.NAMESPACES, Need.CRIU})
@TestMethodOrder(OrderAnnotation.class)
class ManyRunLossIT {
  @RegisterExtension static final Cluster CLUSTER = Cluster.of(3, 0);

  @Test
  @Order(1)
  void whoIsKilledHangsUpAll() {
    String out =
        CLUSTER
            .shell(
                "ssi run -w node[1-3] -- sh -c 'echo up; exec sleep 1003' > up & until"
                    + " [ \"$(grep -c up up)\" = 3 ]; do sleep 0.1; done; kill -9 $!; while ssi ps"
                    + " | grep -q 'sleep 1003'; do sleep 0.1; done; echo all gone")
            .done();

    assertThat(out).isEqualTo("all gone\n");
  }

  @Test
  @Order(2)
  void aNodeThatDiesIsNamedAndTheOthersGoOn() throws IOException {
    Path go = CLUSTER.workshop().resolve("go");
    String program = "echo up; until [ -e " + go + " ]; do sleep 0.1; done; echo through";
    try (Running run = CLUSTER.begin("run", "-w", "node[1-3]", "--", "sh", "-c", program)) {
      await().atMost(Duration.ofSeconds(20)).until(() -> run.out().lines().count() == 3);

      CLUSTER.embedded().killNode("node3");
      Files.createFile(go);
      Finished ended = run.end(60);

      assertThat(ended.status()).as("%s", ended).isEqualTo(3);
      assertThat(ended.out()).contains("node1: through", "node2: through");
      assertThat(ended.err().lines().toList()).as("%s", ended).hasSize(1);
      assertThat(ended.err()).startsWith("ssi: node3: lost 'sh', application ");
    }
  }
}
