package io.ssi.tools.service;

import io.ssi.pid.ApplicationId;
import java.util.List;

/** The whole cluster to sleep and awake. */
public interface ClusterRest {

  /**
   * Saves every application, and if all are saved, ends them and stops the agents a moment later.
   *
   * @param force whether those that cannot be saved are ended all the same
   * @param call who asks, when to stop
   * @return what became of them; if it is not done, all run on
   */
  Outcome suspend(boolean force, VerbCall call);

  /**
   * Brings back what was saved with the cluster and does not run yet.
   *
   * @param call who asks, when to stop
   * @return what became of them
   */
  Outcome resume(VerbCall call);

  /**
   * What became of all.
   *
   * @param done of which it was done
   * @param failed why not of the others
   * @param isDone false if everything is as it was before
   */
  record Outcome(List<Done> done, List<Failed> failed, boolean isDone) {

    /** Takes copies of the lists. */
    public Outcome {
      done = List.copyOf(done);
      failed = List.copyOf(failed);
    }
  }

  /**
   * An application of which it was done.
   *
   * @param application which
   * @param version in or from which version
   * @param node where it was, or is
   * @param isNews false if it was so already
   */
  record Done(ApplicationId application, int version, String node, boolean isNews) {}

  /**
   * One of which it was not.
   *
   * @param application which
   * @param why for people
   */
  record Failed(ApplicationId application, String why) {}
}
