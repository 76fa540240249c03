package io.ssi.migration.sleep;

import io.ssi.membership.NodeId;
import io.ssi.pid.ApplicationId;
import java.util.List;

/**
 * What became of applications that were to fall asleep, or to awake.
 *
 * @param done those of which it was done, by number
 * @param failed why not of the others, by number
 * @param isDone whether the whole came about; false if everything is as it was before
 */
public record SleepOutcome(List<Done> done, List<Failed> failed, boolean isDone) {

  /** Takes copies of the lists. */
  public SleepOutcome {
    done = List.copyOf(done);
    failed = List.copyOf(failed);
  }

  /**
   * It was done.
   *
   * @param application of which
   * @param version in or from which version
   * @param node where it was, or is
   * @param isNews false if it was so already
   */
  public record Done(ApplicationId application, int version, NodeId node, boolean isNews) {}

  /**
   * It was not done.
   *
   * @param application of which
   * @param why for people
   */
  public record Failed(ApplicationId application, String why) {}
}
