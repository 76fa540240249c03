package io.ssi.tools.service;

import io.ssi.linux.Signal;
import io.ssi.membership.NodeId;
import io.ssi.pid.AppOrPid;
import io.ssi.pid.ApplicationId;
import io.ssi.pid.GlobalPid;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Every process of every node. */
public interface Processes {

  /**
   * Lists the processes of all nodes, as the other method does.
   *
   * @param scope which ones
   * @return the processes, and for each node how old its part is
   */
  default ProcessListing list(Scope scope) {
    return list(scope, Set.of());
  }

  /**
   * Asks nodes for their processes; blocks for a second at most, while one does not answer.
   *
   * @param scope which ones
   * @param nodes the nodes to ask; empty for all
   * @return the processes, and for each node how old its part is
   */
  ProcessListing list(Scope scope, Set<NodeId> nodes);

  /**
   * Sends a signal.
   *
   * @param target a process; or an application, which means each of its processes
   * @param signal what to send
   * @param call who asks
   * @throws UnknownSubjectException if there is no such process
   */
  void signal(AppOrPid target, Signal signal, VerbCall call);

  /**
   * Sends a signal to a process group.
   *
   * @param leader the process that the group is called after, which may have ended
   * @param signal what to send
   * @param call who asks
   * @throws UnknownSubjectException if the group has no process
   */
  void signalGroup(GlobalPid leader, Signal signal, VerbCall call);

  /**
   * Makes every process of an application stand still. Does nothing if they do.
   *
   * @param application its id
   * @param call who asks
   */
  void suspend(ApplicationId application, VerbCall call);

  /**
   * Lets every process of an application run on. Does nothing if they run.
   *
   * @param application its id
   * @param call who asks
   */
  void resume(ApplicationId application, VerbCall call);

  /**
   * Waits until a process has ended, or has ended before.
   *
   * @param target a process; or an application, which means its root process
   * @param timeout how long to wait; empty for ever
   * @param call when to stop
   * @return how it ended
   * @throws UnknownSubjectException if there never was such a process, as far as is known
   * @throws TimedOutException when the time is over; the process runs on
   */
  ProcessEnd await(AppOrPid target, Optional<Duration> timeout, VerbCall call);

  /** Which processes to list. */
  enum Scope {
    /** Those of applications. */
    APPLICATIONS,
    /** All. */
    EVERYTHING
  }
}
