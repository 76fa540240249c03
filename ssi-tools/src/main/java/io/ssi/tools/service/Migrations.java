package io.ssi.tools.service;

import io.ssi.membership.NodeId;
import io.ssi.pid.AppOrPid;
import io.ssi.pid.ApplicationId;
import java.time.Duration;
import java.util.List;

/** Moving applications while they run. */
public interface Migrations {

  /**
   * Looks whether an application could move, without touching it.
   *
   * @param request what would move where
   * @param call who asks, when to stop
   * @return all that is in the way; empty if it could move
   */
  List<Blocker> check(MoveRequest request, VerbCall call);

  /**
   * Moves an application. A cancellation before the commit aborts, and the application runs on
   * where it ran; after it the move is completed and reported, with a note that says so.
   *
   * @param request what moves where
   * @param call who asks, when to stop
   * @return how it went
   * @throws NotMovableException if something is in the way
   */
  Moved migrate(MoveRequest request, VerbCall call);

  /**
   * What is to move where.
   *
   * @param application the application, or its root process; any other process is refused
   * @param target the node
   * @param tcpClose whether its TCP connections to outside may be closed
   */
  record MoveRequest(AppOrPid application, NodeId target, boolean tcpClose) {}

  /**
   * How a move went.
   *
   * @param application what moved
   * @param from the name of the node it came from
   * @param to the name of the node it runs on
   * @param processes how many processes moved
   * @param bytes size of the image
   * @param downtime how long it did not run
   * @param total how long it took
   * @param phases what took how long, in order
   */
  record Moved(
      ApplicationId application,
      String from,
      String to,
      int processes,
      long bytes,
      Duration downtime,
      Duration total,
      List<PhaseTime> phases) {

    /** Takes a copy of the list. */
    public Moved {
      phases = List.copyOf(phases);
    }
  }

  /**
   * A phase of a move.
   *
   * @param phase its name
   * @param time how long it took
   */
  record PhaseTime(String phase, Duration time) {}
}
