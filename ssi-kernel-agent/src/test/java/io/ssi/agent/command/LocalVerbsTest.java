package io.ssi.agent.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalVerbsTest {
  @TempDir Path home;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    var surroundings =
        new Surroundings(
            new PrintWriter(out),
            new PrintWriter(err),
            false,
            Map.of(),
            home,
            () -> 0,
            RandomGenerator.getDefault(),
            places -> Map.of(),
            config -> config.id().value());
    return LocalVerbs.run(surroundings, arguments);
  }

  @Test
  void wrongUsageIsOneLineAndStatusTwo() {
    assertThat(run("agent", "--nonsense")).isEqualTo(2);
    assertThat(err.toString())
        .isEqualTo("ssi: Unknown option: '--nonsense'; see: ssi help agent\n");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void errorsAreAlsoJsonWhereItWasAskedFor() {
    assertThat(run("--json", "agent", "--config", "/nonexistent")).isEqualTo(1);
    assertThat(out.toString()).startsWith("{\"error\":{").contains("\"code\":\"failed\"");
    assertThat(err.toString()).startsWith("ssi: cannot read the configuration /nonexistent");
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

    assertThat(run("agent", "--config", file.toString())).isEqualTo(4);
  }

  @Test
  void helpListsTheManualPagesAndShowsOne() throws Exception {
    Path pages = Files.createDirectories(home.resolve("docs/man"));
    Files.writeString(
        pages.resolve("ssi-up.1"),
        """
        .TH SSI-UP 1
        .SH NAME
        ssi-up \\- start it
        .SH SYNOPSIS
        .B ssi up
        .RI [ \\-\\-nodes " N]"
        """);

    assertThat(run()).isZero();
    assertThat(out.toString()).containsPattern("ssi up +start it");
    assertThat(run("help", "up")).isZero();
    assertThat(out.toString()).contains("NAME\n  ssi-up - start it\n");
    assertThat(run("help", "down")).isEqualTo(2);
  }

  @Test
  void versionNamesThePartsThatMatter() {
    assertThat(run("version", "--json")).isZero();
    assertThat(out.toString())
        .matches("\\{\"ssi\":\".+\",\"java\":\"25.+\",\"kernel\":\".+\"\\}\n");
  }
}
