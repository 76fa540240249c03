package io.ssi.tests.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ssi.linux.require.Need;
import io.ssi.linux.require.Requires;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A program in the foreground whose command stands still, or whose node dies. */
@Requires({Need.ROOT, Need.NAMESPACES, Need.CRIU})
@TestMethodOrder(OrderAnnotation.class)
class ForegroundLossIT {
  @RegisterExtension static final Cluster CLUSTER = Cluster.of(3, 0);

  private static final Duration LIMIT = Duration.ofSeconds(30);

  @Test
  @Order(1)
  void whileItsCommandIsStoppedTheProgramWaitsAndNobodyKeepsWhatItWrites() {
    String program =
        "$| = 1; print qq(up\\n); until (-e q(stopped)) { select(undef, undef, undef, 0.05) }"
            + " open(C, q(>), q(count)); for (1..2048) { syswrite(STDOUT, q(x) x 8192);"
            + " sysseek(C, 0, 0); syswrite(C, $_ * 8192) }";

    List<String> said =
        CLUSTER
            .shell(
                "ssi run -w node2 -- perl -e '"
                    + program
                    + "' > out & until grep -qs up out; do sleep 0.1; done; kill -STOP $!;"
                    + " touch stopped; until [ -s count ]; do sleep 0.1; done;"
                    // What stands still for a second has been held up.
                    + " last=; until now=$(cat count); [ \"$now\" = \"$last\" ]; do last=$now;"
                    + " sleep 1; done; echo $((now - $(wc -c < out))); kill -CONT $!; wait -f $!;"
                    + " wc -c < out")
            .done()
            .lines()
            .toList();

    assertThat(said).hasSize(2);
    assertThat(Long.parseLong(said.get(0))).as("bytes on their way").isBetween(1L, 2L << 20);
    assertThat(said.get(1)).isEqualTo(Integer.toString("up\n".length() + 2048 * 8192));
  }

  @Test
  @Order(2)
  void aNodeThatDiesUnderARunIsNamedInOneLine() {
    String onTerminal =
        "'%s' run --cluster %s -w node3 -- sh -c 'echo up; exec sleep 1002'"
            .formatted(Project.client(), CLUSTER.name());
    try (Running plain =
            CLUSTER.begin("run", "-w", "node3", "--", "sh", "-c", "echo up; exec sleep 1001");
        Running terminal =
            Running.start(List.of("script", "-qec", onTerminal, "/dev/null"), Map.of())) {
      await().atMost(LIMIT).until(() -> plain.out().contains("up"));
      await().atMost(LIMIT).until(() -> terminal.out().contains("up"));
      String id = CLUSTER.shell("ssi ps | awk '/1001/ {print $2; exit}'").done().strip();

      CLUSTER.embedded().killNode("node3");

      Finished ended = plain.end(30);
      assertThat(ended.status()).as("%s", ended).isEqualTo(1);
      assertThat(ended.err().lines()).as("%s", ended).hasSize(1);
      assertThat(ended.err()).startsWith("ssi: ").contains("application " + id, "node3");
      Finished shown = terminal.end(30);
      assertThat(shown.status()).as("%s", shown).isEqualTo(1);
      // What script types when its own input ends is echoed.
      assertThat(shown.out().replace("^@", ""))
          .as("lines begin at the left")
          .matches("(?s)up\r\nssi: [^\n]*node3[^\n]*\r\n");
    }
  }
}
