package io.ssi.agent.embedded;

import io.ssi.agent.config.PossibleNode;
import io.ssi.agent.config.ProcessIdentity;
import io.ssi.agent.machine.HostCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The network between the nodes: a bridge in a network namespace of its own, so that the machine's
 * network sees none of it. The namespace is held by a mount on a file in the cluster's directory
 * (ip-netns(8) does the same elsewhere), not by a process that could be killed.
 *
 * @param places whose network
 */
record ClusterSwitch(ClusterPlaces places) {
  private static final String BRIDGE = "ssi0";

  /** Makes the namespace and the bridge, unless they are there. */
  void create() throws IOException {
    if (!exists()) {
      Path pin = places.networkNamespace();
      Files.writeString(pin, "");
      HostCommand.of("unshare", "--net=" + pin, "true").run();
      inside(
          """
          link set lo up
          link add %s type bridge forward_delay 0 stp_state 0 mcast_snooping 0
          link set %s up
          """
              .replace("%s", BRIDGE));
    }
  }

  /**
   * Gives a node its interface {@code eth0}. A link of an earlier node of the same name may still
   * be there: the kernel removes those of a dead namespace only after a while.
   */
  void connect(PossibleNode node, ProcessIdentity init) {
    HostCommand.of(
            "nsenter", "--net=" + places.networkNamespace(), "ip", "link", "del", node.name())
        .attempt();
    inside(
        """
        link add NODE type veth peer name eth0 netns PID
        link set NODE master BRIDGE up
        """
            .replace("NODE", node.name())
            .replace("PID", Integer.toString(init.pid()))
            .replace("BRIDGE", BRIDGE));
    HostCommand.of(
            "nsenter", "--target", Integer.toString(init.pid()), "--net", "ip", "-batch", "-")
        .reading(
            """
            link set lo up
            address add ADDRESS/24 dev eth0
            link set eth0 up
            """
                .replace("ADDRESS", node.address()))
        .run();
  }

  /** Removes the namespace, and with it the bridge and all links. Idempotent. */
  void remove() throws IOException {
    Path pin = places.networkNamespace();
    while (exists()) {
      HostCommand.of("umount", "-n", pin.toString()).run();
    }
    Files.deleteIfExists(pin);
  }

  boolean exists() throws IOException {
    String mountPoint = " " + places.networkNamespace() + " ";
    try (var mounts = Files.lines(Path.of("/proc/self/mounts"))) {
      return mounts.anyMatch(line -> line.contains(mountPoint));
    }
  }

  private void inside(String batch) {
    HostCommand.of("nsenter", "--net=" + places.networkNamespace(), "ip", "-batch", "-")
        .reading(batch)
        .run();
  }
}
