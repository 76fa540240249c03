package io.ssi.tests.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssi.linux.require.Need;
import io.ssi.linux.require.Requires;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Checkpoints where the disk of a node is full: the repository is a small file system there. */
@Requires({Need.ROOT, Need.NAMESPACES, Need.CRIU})
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FullDiskIT {
  private static final int FAILED = 1;
  private static final String REPOSITORY = "/var/lib/ssi/checkpoints";

  // That there are too few bytes would be noticed before the program is touched.
  private static final String FULL = "size=64m,nr_inodes=4";

  @RegisterExtension static final Cluster CLUSTER = Cluster.of(2, 0);

  private static Counter counter;

  @BeforeAll
  static void givesBothNodesLittleRoom() throws IOException {
    for (String node : List.of("node1", "node2")) {
      in(node, "mkdir", "-p", REPOSITORY);
      in(node, "mount", "-t", "tmpfs", "-o", FULL, "full", REPOSITORY);
    }
    counter = Counter.on(CLUSTER, "node1", "counter");
  }

  @Test
  @Order(1)
  void aVersionThatDoesNotFitIsNotMadeAndTheProgramRunsOn() throws IOException {
    String id = counter.app().id();

    for (int attempt = 0; attempt < 2; attempt++) {
      assertThat(CLUSTER.ssi("checkpoint", id).refused(FAILED))
          .contains("application " + id, "disk is full", "runs on");
    }
    assertThat(CLUSTER.ssi("checkpoint", "-k", id).refused(FAILED))
        .contains("disk is full", "runs on");

    counter.goesOn();
    counter.app().runsOn("node1");
    assertThat(listed("node1")).isEmpty();
    assertThat(listed("node2")).isEmpty();
    assertThat(leavings("node1")).isEmpty();
    assertThat(leavings("node2")).isEmpty();
  }

  @Test
  @Order(2)
  void withRoomOnOneNodeThereIsOneHolder() throws IOException {
    String id = counter.app().id();
    in("node1", "mount", "-o", "remount,size=64m,nr_inodes=10000", REPOSITORY);

    Finished taken = CLUSTER.ssi("checkpoint", "--json", id);

    assertThat(taken.number("version")).isEqualTo(1);
    assertThat(taken.out()).contains("\"holders\":[\"node1\"]");
    assertThat(taken.err()).contains("version 1 is on node1 only");
    assertThat(leavings("node2")).isEmpty();
    counter.goesOn();
  }

  @Test
  @Order(3)
  void withRoomOnBothThereAreTwo() throws IOException {
    String id = counter.app().id();
    in("node1", "mount", "-o", "remount,size=64m,nr_inodes=10000", REPOSITORY);
    in("node2", "mount", "-o", "remount,size=64m,nr_inodes=10000", REPOSITORY);

    Finished taken = CLUSTER.ssi("checkpoint", "--json", id);

    assertThat(taken.number("version")).isEqualTo(2);
    assertThat(taken.out()).contains("\"holders\":[\"node1\",\"node2\"]");
    assertThat(listed("node2")).containsExactly(1L, 2L);
    counter.goesOn();
    counter.app().kill();
  }

  private static List<Long> listed(String agent) {
    return CLUSTER.ssi("--on", agent, "ckpt", "list", "--json").numbers("version");
  }

  /** What is left of attempts in a node's repository. */
  private static List<String> leavings(String node) throws IOException {
    Path root = Path.of("/proc", Integer.toString(init(node)), "root" + REPOSITORY);
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(Files::isRegularFile)
          .map(Path::toString)
          .filter(file -> !file.contains("/numbers/"))
          .toList();
    }
  }

  /** Runs a command in the mount namespace of a node. */
  private static void in(String node, String... command) throws IOException {
    List<String> words =
        Stream.concat(
                Stream.of("nsenter", "-m", "-t", Integer.toString(init(node))), Stream.of(command))
            .toList();
    Project.run(words, Map.of(), 10).done();
  }

  private static int init(String node) {
    return CLUSTER.embedded().init(node).orElseThrow().pid();
  }
}
