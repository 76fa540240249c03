package io.ssi.tests.scenario;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A directory as a node sees it, its own mounts included.
 *
 * @param cluster of the node
 * @param node its name
 * @param directory absolute
 */
record Repository(Cluster cluster, String node, String directory) {

  /** The files below it; none if it does not exist. */
  List<Path> files() {
    int init = cluster.embedded().init(node).orElseThrow().pid();
    Path root = Path.of("/proc", Integer.toString(init), "root" + directory);
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(Files::isRegularFile).toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (UncheckedIOException e) {
      // Something was removed while it was looked at.
      return files();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
