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
    if (cannotDelegate(parent)) {
      LOG.debug("{} has processes of its own, so the groups below it get no controllers", parent);
      return;
    }
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

  // A group with processes of its own, other than the machine's top group, which has no such file,
  // cannot give memory to groups below it: see "No Internal Process Constraint" in cgroup-v2.rst.
  private static boolean cannotDelegate(Path parent) {
    Path processes = parent.resolve("cgroup.procs");
    return Files.exists(parent.resolve("cgroup.events"))
        && Files.exists(processes)
        && !GroupFile.text(processes).isEmpty();
  }

  private static Set<String> words(Path file) {
    return Files.exists(file) ? Set.of(GroupFile.text(file).strip().split(" ")) : Set.of();
  }
}
