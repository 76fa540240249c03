package io.ssi.migration.preflight;

import io.ssi.migration.FilePolicy;
import io.ssi.migration.MoveBlocker;
import io.ssi.migration.MoveBlocker.Code;
import io.ssi.migration.RestartAs;
import io.ssi.migration.RestartOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decides whether a node can bring back what an image holds. Blocks on the disk for the files. */
public final class RestartPreflight {
  private static final String SAVED = "put back what the checkpoint holds of it: --files=image";

  private RestartPreflight() {}

  /**
   * What this node lacks.
   *
   * @param needs of the image
   * @param policy what is done with files that were written since
   * @param node this node's name
   * @param here what it says of itself
   * @return all reasons that were found
   */
  public static List<MoveBlocker> ofNode(
      ImageNeeds needs, FilePolicy policy, String node, NodeFacts here) {
    List<MoveBlocker> found = new ArrayList<>(NodeComparison.compare(needs.origin(), node, here));
    if (here.availableBytes() < needs.memoryBytes()) {
      found.add(
          new MoveBlocker(
              Code.NO_MEMORY,
              node,
              "has "
                  + Preflight.mebibytes(here.availableBytes())
                  + " MiB of memory left, the application needs "
                  + Preflight.mebibytes(needs.memoryBytes())
                  + " MiB",
              "free memory there or choose another node"));
    }
    needs.files().forEach(file -> ofFile(file, policy, node).ifPresent(found::add));
    return found;
  }

  /**
   * Whether there is room to make the files of a version, and to fetch it first if it is not here.
   *
   * @param bytes that this takes
   * @param node this node's name
   * @param here what it says of itself
   * @return the reason why not
   */
  public static Optional<MoveBlocker> ofRoom(long bytes, String node, NodeFacts here) {
    return here.checkpointBytes() >= bytes
        ? Optional.empty()
        : Optional.of(
            new MoveBlocker(
                Code.NO_DISK,
                node,
                "has "
                    + Preflight.mebibytes(here.checkpointBytes())
                    + " MiB of disk left for checkpoints, bringing this one back takes "
                    + Preflight.mebibytes(bytes)
                    + " MiB",
                "make room there or choose another node"));
  }

  /**
   * Which files a new application and the one that was saved would both write to.
   *
   * @param needs of the image
   * @param order what was asked for
   * @param isLive whether the one that was saved may run
   * @return a reason for each such file; none if that was agreed to
   */
  public static List<MoveBlocker> ofSharing(ImageNeeds needs, RestartOrder order, boolean isLive) {
    return needs.files().stream()
        .filter(NeededFile::written)
        .flatMap(file -> ofSharing(file.use().path(), order, isLive).stream())
        .toList();
  }

  /**
   * Whether a file that the saved application had open for writing is in the way of a new one.
   *
   * @param path of the file
   * @param order what was asked for
   * @param isLive whether the one that was saved may run
   * @return the reason, if it is
   */
  public static Optional<MoveBlocker> ofSharing(String path, RestartOrder order, boolean isLive) {
    int original = order.checkpoint().application();
    if (order.as() == RestartAs.NEW) {
      return Optional.of(
          new MoveBlocker(
              Code.FILE_SHARED,
              path,
              "would be written by the new application too: application "
                  + original
                  + " had it open for writing",
              "say --files=keep if both may write to it"));
    }
    return order.as() == RestartAs.NEW_SHARING && isLive && order.files() != FilePolicy.KEEP
        ? Optional.of(
            new MoveBlocker(
                Code.FILE_SHARED,
                path,
                "cannot be changed back: application " + original + " runs and writes to it",
                "say --files=keep, or end it first with 'ssi kill'"))
        : Optional.empty();
  }

  private static Optional<MoveBlocker> ofFile(NeededFile file, FilePolicy policy, String node) {
    if (!file.written()) {
      return FileComparison.compare(node, file.use());
    }
    return switch (policy) {
      case KEEP -> FileComparison.compare(node, file.use()).map(found -> advised(found, file));
      case TRUNCATE ->
          FileComparison.compareCut(node, file.use()).map(found -> advised(found, file));
      case IMAGE -> file.saved() ? Optional.empty() : FileComparison.compare(node, file.use());
    };
  }

  private static MoveBlocker advised(MoveBlocker found, NeededFile file) {
    boolean sizeOnly = found.code() == Code.FILE_DIFFERS || found.code() == Code.FILE_MISSING;
    return file.saved() && sizeOnly
        ? new MoveBlocker(found.code(), found.subject(), found.message(), SAVED)
        : found;
  }
}
