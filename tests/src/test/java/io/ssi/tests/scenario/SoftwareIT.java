package io.ssi.tests.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.ssi.linux.require.Need;
import io.ssi.linux.require.Requires;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Software that people run goes around three nodes while it works. Each writes a chain of digests,
 * line by line, every link of which takes all of its parts to make; the chain is checked here.
 */
@Requires({Need.ROOT, Need.NAMESPACES, Need.CRIU})
class SoftwareIT {
  private static final int ROUNDS = 5;
  private static final int MANY_ROUNDS = 50;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final List<String> WAY = List.of("node2", "node3", "node1");

  @RegisterExtension static final Cluster CLUSTER = Cluster.of(3, 0);

  /** What is run. */
  enum Software {
    /** Threads that hand each link on, and a child that is asked over pipes for each. */
    PYTHON("python3 -u SOURCES/chain.py OUTPUT"),
    /** Compiles itself, then methods that are compiled, thrown away and compiled again. */
    JAVA("JAVA -XX:-UsePerfData -Xmx96m SOURCES/Chain.java OUTPUT"),
    /** Builds a project of many files again and again, two jobs at a time, and runs it. */
    MAKE("make -s -C SOURCES/project OUTPUT=OUTPUT"),
    /** An event loop, a thread of its own, and a child. */
    NODE("node SOURCES/chain.js OUTPUT");

    private final String command;

    Software(String command) {
      this.command = command;
    }

    private List<String> words() {
      return List.of(command.split(" ", -1));
    }

    private boolean isInstalled() {
      String program = words().getFirst();
      return program.equals("JAVA")
          || Stream.of(System.getenv("PATH").split(":", -1))
              .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private String[] commandFor(Path sources, Path output) {
      String java = Path.of(System.getProperty("java.home"), "bin/java").toString();
      return words().stream()
          .map(word -> word.equals("JAVA") ? java : word)
          .map(word -> word.replaceFirst("OUTPUT$", output.toString()))
          .map(word -> word.replace("SOURCES", sources.toString()))
          .toArray(String[]::new);
    }
  }

  @ParameterizedTest
  @EnumSource
  void goesAroundAndMissesNothing(Software software) throws IOException {
    goesAround(software, ROUNDS);
  }

  @ParameterizedTest
  @EnumSource
  @Tag("long")
  void goesAroundManyTimesAndMissesNothing(Software software) throws IOException {
    goesAround(software, MANY_ROUNDS);
  }

  private static void goesAround(Software software, int rounds) throws IOException {
    assumeThat(software.isInstalled()).as("%s is installed", software).isTrue();
    Path sources = Project.root().resolve("tests/src/test/software");
    Path own = CLUSTER.workshop().resolve(software + "-" + rounds);
    copy(sources, own);
    Path output = own.resolve("chain");
    App app = CLUSTER.start("node1", software.commandFor(own, output));
    goesOn(app, output);

    for (int round = 0; round < rounds; round++) {
      for (String node : WAY) {
        app.migrate(node);
        goesOn(app, output);
      }
    }
    app.runsOn("node1");
    CLUSTER.ssi("kill", "-KILL", "--app", app.id()).done();
    await().until(() -> CLUSTER.ssi("ps", app.id()).status() != 0);
  }

  /** Waits for more links, and expects that every one follows from the one before it. */
  private static void goesOn(App app, Path output) throws IOException {
    int before = Files.exists(output) ? links(output).size() : 0;
    await().atMost(PATIENCE).until(() -> Files.exists(output) && links(output).size() > before);
    String last = "";
    for (String link : links(output)) {
      String expected = digest(last);
      assertThat(link).as(() -> CLUSTER.ssi("logs", app.id()).toString()).isEqualTo(expected);
      last = link;
    }
  }

  private static List<String> links(Path output) throws IOException {
    String text = Files.readString(output);
    return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
  }

  private static String digest(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256")
                  .digest(text.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }
}
