package io.ssi.pid.route;

import io.ssi.pid.Application;
import io.ssi.pid.Caller;
import io.ssi.pid.NotPermittedException;

/** The rule for whole applications: who may kill it may do everything else to it. */
final class Ownership {
  private Ownership() {}

  /**
   * Refuses everybody but root and the owner, in the words of EPERM; what is a word as "Moving".
   */
  static void require(Application record, Caller caller, String what) {
    if (!caller.mayActOn(record.owner().uid())) {
      throw new NotPermittedException(
          what
              + " application "
              + record.id()
              + " failed: Operation not permitted (EPERM); it belongs to "
              + record.owner().user());
    }
  }
}
