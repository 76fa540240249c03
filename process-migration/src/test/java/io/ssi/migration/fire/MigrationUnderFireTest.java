package io.ssi.migration.fire;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssi.linux.testing.SeededRuns;
import io.ssi.migration.MigrationException;
import io.ssi.migration.MigrationPhase;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every fault before every single effect of a move. */
class MigrationUnderFireTest {
  private static final List<Fault> FAULTS = List.of(Fault.values());
  private static final int ORDERS = 2;
  private static final int RUNS = 40;
  // More than a move has, so that some come after its end.
  private static final int MOMENTS = 60;

  // Thousands of agents that die have a lot to say.
  private static final Logger LOG = Logger.getLogger("");
  private static final Level LEVEL = LOG.getLevel();

  // Thousands of small files, most of the time of this test on a disk.
  @TempDir(factory = MemoryDirectory.class)
  Path directory;

  private int worlds;

  @BeforeAll
  static void quiet() {
    LOG.setLevel(Level.OFF);
  }

  @AfterAll
  static void asBefore() {
    LOG.setLevel(LEVEL);
  }

  /**
   * What is left of one move.
   *
   * @param phase in which it happened
   * @param text in the words of the table
   * @param hasHappened before its end
   */
  private record Left(MigrationPhase phase, String text, boolean hasHappened) {}

  @ParameterizedTest
  @EnumSource(Fault.class)
  void leavesExactlyWhatTheTableSays(Fault fault) {
    Map<MigrationPhase, Set<String>> row = new EnumMap<>(MigrationPhase.class);
    for (int order = 0; order < ORDERS; order++) {
      Left left;
      int moment = 0;
      do {
        left = move(fault, ++moment, order % 2 == 0, new SplittableRandom(order));
        row.computeIfAbsent(left.phase(), phase -> new TreeSet<>()).add(left.text());
      } while (left.hasHappened());
    }

    assertThat(row).isEqualTo(FireTable.row(fault));
  }

  @Test
  void leavesNothingElseInAnyOrderOfRecovery() {
    SeededRuns.repeat(
        RUNS,
        random -> {
          Fault fault = FAULTS.get(random.nextInt(FAULTS.size()));
          Left left = move(fault, 1 + random.nextInt(MOMENTS), random.nextBoolean(), random);
          assertThat(FireTable.row(fault).get(left.phase())).as("%s", fault).contains(left.text());
        });
  }

  private Left move(Fault fault, int moment, boolean eager, RandomGenerator random) {
    Path place = directory.resolve("world" + ++worlds);
    try (World world = new World(place, fault, moment, eager, random)) {
      Optional<MigrationException> told = world.move();
      boolean hasHappened = world.hasHappened();
      try {
        world.recover();
        return new Left(world.happened(), new Aftermath(world, told).check(fault), hasHappened);
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError(fault + ", told " + told + world.story(), e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }
}
