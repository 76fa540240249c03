package io.ssi.linux.cgroup;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * Tasks of a group and of all groups below it; the same files in both versions.
 *
 * @param directory the group's directory
 */
public record PidsAccount(Path directory) {

  static boolean isIn(Path directory) {
    return Files.exists(directory.resolve("pids.current"));
  }

  /**
   * How many there are.
   *
   * @return processes and threads
   */
  public long tasks() {
    return GroupFile.number(directory.resolve("pids.current"));
  }

  /**
   * How many there may be, by the group's own limit.
   *
   * @return processes and threads, or empty if nothing limits them
   */
  public OptionalLong limit() {
    return GroupFile.limit(directory.resolve("pids.max"));
  }

  /**
   * Sets the group's own limit; forks beyond it fail with EAGAIN.
   *
   * @param tasks processes and threads
   */
  public void limitTo(long tasks) {
    GroupFile.write(directory.resolve("pids.max"), Long.toString(tasks));
  }
}
