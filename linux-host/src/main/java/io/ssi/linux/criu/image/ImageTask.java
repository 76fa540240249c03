package io.ssi.linux.criu.image;

import io.ssi.linux.InsidePid;
import java.util.List;
import java.util.Optional;

/**
 * A process of an image, and its place in the tree.
 *
 * @param pid its number
 * @param parent empty for the root of the tree
 * @param group its process group; 0 if that is outside
 * @param session its session; 0 if that is outside
 * @param threads all of them, the leader included; none for a zombie
 */
public record ImageTask(
    InsidePid pid, Optional<InsidePid> parent, int group, int session, List<InsidePid> threads) {

  /** Copies the list. */
  public ImageTask {
    threads = List.copyOf(threads);
  }
}
