package io.ssi.tools.top.model;

import java.util.List;

/** Makes pictures of looks, each with what has happened since the one before. For one thread. */
public final class Meter {
  private final CpuMeter processes = new CpuMeter();
  private final NodeMeter nodes = new NodeMeter();

  /** Has seen nothing yet. */
  public Meter() {}

  /**
   * Takes a look into account.
   *
   * @param sample the look
   * @return what is to be shown
   */
  public Picture next(Sample sample) {
    List<NodeUse> uses = nodes.measure(sample);
    return new Picture(
        sample.time(),
        sample.status().cluster(),
        sample.status().quorum(),
        nodes.together(sample),
        uses,
        TaskCounts.of(sample.listing().processes()),
        processes.measure(sample));
  }
}
