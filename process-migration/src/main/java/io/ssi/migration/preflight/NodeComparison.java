package io.ssi.migration.preflight;

import io.ssi.migration.MoveBlocker;
import io.ssi.migration.MoveBlocker.Code;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** What one node lacks of what an image of another one needs: CRIU, kernel, processor. */
final class NodeComparison {
  private NodeComparison() {}

  /**
   * Compares.
   *
   * @param from where the image is of
   * @param target the name of the node it goes to
   * @param to what that node says of itself
   * @return all reasons that were found
   */
  static List<MoveBlocker> compare(NodeFacts from, String target, NodeFacts to) {
    List<MoveBlocker> found = new ArrayList<>();
    if (to.criuVersion().isEmpty()
        || VersionOrder.isOlder(to.criuVersion(), from.criuVersion(), 2)) {
      String has = to.criuVersion().isEmpty() ? "no CRIU that works" : "CRIU " + to.criuVersion();
      found.add(
          new MoveBlocker(
              Code.CRIU_VERSION,
              target,
              "has " + has + ", the image would be of " + from.criuVersion(),
              "install the same CRIU on both nodes"));
    }
    if (VersionOrder.isOlder(to.kernelRelease(), from.kernelRelease(), 2)) {
      found.add(
          new MoveBlocker(
              Code.KERNEL_VERSION,
              target,
              "runs kernel " + to.kernelRelease() + ", older than " + from.kernelRelease(),
              "choose a node whose kernel is at least as new"));
    }
    TreeSet<String> lacking = new TreeSet<>(from.cpuFlags());
    lacking.removeAll(to.cpuFlags());
    if (!lacking.isEmpty()) {
      found.add(
          new MoveBlocker(
              Code.CPU_FEATURE,
              target,
              "has a processor without " + String.join(", ", lacking),
              "choose a node with the same processor features"));
    }
    return found;
  }
}
