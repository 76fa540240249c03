package io.ssi.linux.procfs.testing;

import io.ssi.linux.procfs.ProcFs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A directory that looks like {@code /proc}: processes come, change and go, machine files hold what
 * a test says. For one thread.
 */
public final class ProcFixture {
  private final Path root;

  /**
   * An empty {@code /proc}.
   *
   * @param root an existing, empty directory
   */
  public ProcFixture(Path root) {
    this.root = root;
  }

  /**
   * A reader of the fixture.
   *
   * @return one that sees every later change
   */
  public ProcFs procFs() {
    return new ProcFs(root);
  }

  /**
   * Writes a file of the machine.
   *
   * @param name path below {@code /proc}
   * @param content all of it
   * @return this
   */
  public ProcFixture file(String name, String content) {
    try {
      Path path = root.resolve(name);
      Files.createDirectories(path.resolveSibling("."));
      Files.writeString(path, content);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Adds a process, or changes one.
   *
   * @param process what its files shall say
   * @return this
   */
  public ProcFixture put(ProcessFixture process) {
    String directory = process.pid() + "/";
    file(directory + "stat", process.stat(process.pid()));
    file(directory + "status", process.status());
    file(directory + "cmdline", String.join("\0", process.arguments()) + "\0");
    for (int thread : process.threadIds()) {
      file(directory + "task/" + thread + "/stat", process.stat(thread));
    }
    link(directory + "ns/pid", "pid:[" + process.pidNamespace() + "]");
    return this;
  }

  /**
   * Removes a process.
   *
   * @param pid its number
   * @return this
   */
  public ProcFixture remove(int pid) {
    try (Stream<Path> below = Files.walk(root.resolve(Integer.toString(pid)))) {
      List<Path> deepestFirst = below.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.delete(path);
      }
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Writes a symbolic link.
   *
   * @param name path below {@code /proc}
   * @param target where it leads
   * @return this
   */
  public ProcFixture link(String name, String target) {
    try {
      Path path = root.resolve(name);
      Files.createDirectories(path.resolveSibling("."));
      Files.deleteIfExists(path);
      Files.createSymbolicLink(path, Path.of(target));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
