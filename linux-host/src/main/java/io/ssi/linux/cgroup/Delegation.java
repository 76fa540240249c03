package io.ssi.linux.cgroup;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Switches controllers on for the groups below, from the top down, in the unified hierarchy. */
final class Delegation {
  private static final Logger LOG = LoggerFactory.getLogger(Delegation.class);
  private static final String SWITCHES = "cgroup.subtree_control";
  private static final List<String> WANTED = List.of("memory", "cpu", "pids");

  private Delegation() {}

  static void toParentsOf(Path directory, Hierarchy hierarchy) {
    List<Path> parents = new ArrayList<>();
    for (Path at = directory.getParent();
        at != null && at.startsWith(hierarchy.mountPoint());
        at = at.getParent()) {
      parents.add(at);
    }
    Collections.reverse(parents);
    parents.forEach(Delegation::to);
  }

  private static void to(Path parent) {
    Set<String> available = words(parent.resolve("cgroup.controllers"));
    Set<String> on = words(parent.resolve(SWITCHES));
    for (String controller : WANTED) {
      if (available.contains(controller) && !on.contains(controller)) {
        try {
          GroupFile.write(parent.resolve(SWITCHES), "+" + controller);
        } catch (ControlGroupException e) {
          // EBUSY where processes live in the parent itself: the group works, without this account.
          LOG.warn("{} has no {} controller for the groups below it", parent, controller, e);
        }
      }
    }
  }

  private static Set<String> words(Path file) {
    return Files.exists(file) ? Set.of(GroupFile.text(file).strip().split(" ")) : Set.of();
  }
}
