package io.ssi.linux.cgroup;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Stops all tasks of a group and of the groups below it, and lets them go on. The directory is also
 * what CRIU takes as {@code --freeze-cgroup}.
 *
 * @param directory the group's directory
 * @param unified true for version 2, in which a frozen task can still be killed
 */
public record Freezer(Path directory, boolean unified) {

  static boolean isIn(Path directory) {
    return Files.exists(directory.resolve("cgroup.freeze"));
  }

  /** Asks the kernel to stop the tasks; it does so soon after. Idempotent. */
  public void freeze() {
    if (unified) {
      GroupFile.write(directory.resolve("cgroup.freeze"), "1");
    } else {
      GroupFile.write(directory.resolve("freezer.state"), "FROZEN");
    }
  }

  /** Lets the tasks go on. Idempotent. */
  public void thaw() {
    if (unified) {
      GroupFile.write(directory.resolve("cgroup.freeze"), "0");
    } else {
      GroupFile.write(directory.resolve("freezer.state"), "THAWED");
    }
  }

  /**
   * Whether all tasks have stopped.
   *
   * @return true once they have
   */
  public boolean isFrozen() {
    if (unified) {
      Path file = directory.resolve("cgroup.events");
      Map<String, Long> events = GroupFile.keyed(file);
      return GroupFile.required(file, events, "frozen") == 1;
    }
    Path file = directory.resolve("freezer.state");
    String state = GroupFile.text(file);
    return switch (state) {
      case "FROZEN\n" -> true;
      case "FREEZING\n", "THAWED\n" -> false;
      default -> throw new CorruptControlGroupFileException(file, "unknown state", state);
    };
  }
}
