package io.ssi.linux.cgroup;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A look at a group's directory in one hierarchy and at all below. Groups come and go meanwhile:
 * one that is removed before it was seen is not in the list, and that is no failure.
 */
final class GroupWalk extends SimpleFileVisitor<Path> {
  private final List<Path> seen = new ArrayList<>();

  private GroupWalk() {}

  /** Parents first; empty if there is no such directory. */
  static List<Path> below(Path top) {
    var walk = new GroupWalk();
    try {
      Files.walkFileTree(top, walk);
    } catch (IOException e) {
      throw new ControlGroupException(
          "look through group", top, e, "run the agent as root, with /sys/fs/cgroup readable");
    }
    return walk.seen;
  }

  @Override
  public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
    seen.add(directory);
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
    return unlessThere(file, e);
  }

  @Override
  public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e)
      throws IOException {
    return e == null ? FileVisitResult.CONTINUE : unlessThere(directory, e);
  }

  private static FileVisitResult unlessThere(Path path, IOException e) throws IOException {
    if (Files.exists(path)) {
      throw e;
    }
    return FileVisitResult.CONTINUE;
  }
}
