package io.ssi.agent.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssi.agent.embedded.Installation;
import io.ssi.tools.service.Caller;
import io.ssi.tools.service.Cancellation;
import io.ssi.tools.verb.CallerProcess;
import io.ssi.tools.verb.Terminal;
import io.ssi.tools.verb.VerbInput;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalVerbsTest {
  @TempDir Path home;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(int uid, String... arguments) {
    var verbs =
        new LocalVerbs(
            Installation.of(home, ""),
            places -> Map.of(),
            RandomGenerator.getDefault(),
            () -> 0,
            config -> config.id().value());
    var input =
        new VerbInput(
            new CallerProcess(
                new Caller(uid, uid, Set.of(), 0),
                home,
                Map.of(),
                0,
                0,
                List.of(),
                Terminal.NONE,
                List.of()),
            new ByteArrayInputStream(new byte[0]),
            out,
            err,
            new Cancellation(),
            Optional.empty(),
            Optional.empty());
    return verbs.runner().run(List.of(arguments), input).shellCode();
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void wrongUsageIsOneLineAndStatusTwo() {
    assertThat(run(0, "up", "--nodes", "0")).isEqualTo(2);
    assertThat(run(0, "up", "--timeout", "0")).isEqualTo(2);
    assertThat(run(0, "--cluster", "No/Name", "down")).isEqualTo(2);
    assertThat(run(0, "agent")).isEqualTo(2);
    assertThat(err().lines()).hasSize(4).allMatch(line -> line.startsWith("ssi: "));
  }

  @Test
  void onlyRootChangesTheMachine() {
    for (List<String> verb :
        List.of(List.of("up"), List.of("down"), List.of("agent", "--config", "/c"))) {
      assertThat(run(1000, verb.toArray(String[]::new))).isEqualTo(1);
    }
    assertThat(err().lines()).hasSize(3).allMatch(line -> line.contains("user 1000 may not"));
  }

  @Test
  void endingAClusterThatIsNotThereIsDone() {
    assertThat(run(0, "--cluster", "never-was", "down")).isZero();
    assertThat(run(0, "--cluster", "never-was", "down", "--json")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .startsWith("There is no cluster never-was on this machine.\n")
        .contains("\"existed\":false");
  }

  @Test
  void theAgentGetsItsConfigurationAndEndsWithItsStatus() throws Exception {
    Path file = home.resolve("agent.conf");
    Files.writeString(
        file,
        """
        ssi.cluster.name = lab
        ssi.cluster.nodes = 4:node4:10.0.0.4
        ssi.node.id = 4
        ssi.container.keeper = /k
        """);

    assertThat(run(0, "agent", "--config", file.toString())).isEqualTo(4);
  }

  @Test
  void errorsAreAlsoJsonWhereItWasAskedFor() {
    assertThat(run(0, "agent", "--json", "--config", "/nonexistent")).isEqualTo(1);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .startsWith("{\"error\":{\"code\":\"failed\",\"message\":\"cannot read the configuration");
  }
}
