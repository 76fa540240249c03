package io.ssi.migration.fire;

import io.ssi.linux.container.testing.FakeContainers;
import io.ssi.linux.container.testing.FakeKeeper;
import io.ssi.membership.NodeId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A node of the world: what of it outlives its agents. */
final class Machine {
  final NodeId id;
  final FakeContainers containers = new FakeContainers(true);
  final List<FakeWorker> workers = new ArrayList<>();
  boolean diskIsFull;

  private final Path root;
  private Path directory;
  private int agents;
  private final Map<FakeKeeper, Program> programs = new HashMap<>();

  Machine(int number, Path directory) {
    this.id = new NodeId(number);
    this.root = directory;
    this.directory = directory.resolve("node" + number);
    try {
      Files.createDirectories(this.directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path directory() {
    return directory;
  }

  /**
   * What the threads of a dead agent still do to files has no effect on what the next one finds.
   */
  void agentDied() {
    Path found = directory;
    directory = root.resolve("node" + id + "-" + ++agents);
    try (Stream<Path> files = Files.walk(found)) {
      for (Path file : files.toList()) {
        Files.copy(file, directory.resolve(found.relativize(file)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path arriving() {
    return directory.resolve("arriving");
  }

  Path leaving() {
    return directory.resolve("leaving");
  }

  synchronized Program program(FakeKeeper keeper) {
    return programs.computeIfAbsent(keeper, Program::new);
  }

  /** The keeper of the one container that can be here. */
  Optional<FakeKeeper> keeper() {
    return containers.found().stream()
        .map(containers::keeper)
        .filter(keeper -> !keeper.hasEnded())
        .findFirst();
  }

  Optional<Program> program() {
    return keeper().map(this::program).filter(Program::lives);
  }

  boolean runs() {
    return program().filter(Program::runs).isPresent();
  }

  /** Images of moves that are here. */
  List<Path> images() {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(file -> file.endsWith(FakeImage.CORE)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return id.value() == 1 ? "source" : id.value() == 2 ? "target" : "witness";
  }
}
