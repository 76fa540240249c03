package io.ssi.migration.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssi.migration.CheckpointId;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An agent is killed while it stores, deletes and collects: nothing that was listed is lost. */
class RepositoryCrashTest {
  private static final int KILLS = 12;

  @TempDir Path temp = Path.of("set by JUnit");

  @Test
  void noListedVersionIsLostWhenTheAgentIsKilled() throws Exception {
    long seed = Long.getLong("ssi.seed", System.nanoTime());
    Random random = new Random(seed);
    Path directory = temp.resolve("checkpoints");
    Set<Integer> listed = new TreeSet<>();
    Set<Integer> deleting = new TreeSet<>();
    int next = 1;

    for (int kill = 0; kill < KILLS; kill++) {
      List<String> said = churn(directory, next, random);
      for (String line : said) {
        int version = Integer.parseInt(line.substring(line.indexOf(' ') + 1));
        next = Math.max(next, version + 2);
        (line.startsWith("listed") ? listed : deleting).add(version);
      }
      ImageRepository repository = SmallVersions.repository(directory);
      repository.tidy();

      Set<Integer> sure = new TreeSet<>(listed);
      sure.removeAll(deleting);
      List<Integer> there = repository.list().stream().map(CheckpointId::version).toList();
      assertThat(there).describedAs("seed=%d", seed).containsAll(sure);
      for (int version : there) {
        repository.restore(new CheckpointId(RepositoryChurn.APPLICATION, version)).close();
        listed.add(version);
      }
      assertThat(leavings(directory)).describedAs("seed=%d", seed).isEmpty();
    }
    assertThat(listed).hasSizeGreaterThan(KILLS);
  }

  /** Lets it work for a moment that the seed says, and kills it; what it said. */
  private static List<String> churn(Path directory, int first, Random random) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                RepositoryChurn.class.getName(),
                directory.toString(),
                Integer.toString(first),
                Long.toString(random.nextLong()))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      String begun = out.readLine();
      assertThat(begun).startsWith("listed");
      process.waitFor(random.nextInt(250_000), TimeUnit.MICROSECONDS);
      // Process.destroyForcibly would close what is to be read.
      assertThat(process.toHandle().destroyForcibly()).isTrue();
      process.waitFor();
      return Stream.concat(Stream.of(begun), out.lines()).toList();
    }
  }

  private static List<Path> leavings(Path directory) throws IOException {
    try (Stream<Path> walk = Files.walk(directory)) {
      return walk.filter(file -> file.toString().matches(".*\\.(partial|dump|restored.*|next)"))
          .toList();
    }
  }
}
