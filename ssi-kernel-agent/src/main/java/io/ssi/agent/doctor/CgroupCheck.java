package io.ssi.agent.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Which control group controllers there are, of either version (man 7 cgroups). */
final class CgroupCheck {
  private static final String SUBJECT = "cgroups";

  private CgroupCheck() {}

  static List<Finding> of(Set<String> controllers) {
    if (!controllers.contains("freezer")) {
      return List.of(
          Finding.missing(
              SUBJECT,
              "no hierarchy that can freeze processes",
              "mount one: mount -t cgroup2 cgroup2 /sys/fs/cgroup"));
    }
    List<String> lacking = new ArrayList<>(List.of("memory", "cpu"));
    lacking.removeAll(controllers);
    return List.of(
        lacking.isEmpty()
            ? Finding.ok(SUBJECT, "memory, cpu and freezer")
            : Finding.note(
                SUBJECT,
                "no controller for " + String.join(" and ", lacking),
                "works; virtual nodes are not held to their share, and report the machine's"
                    + " figures"));
  }
}
