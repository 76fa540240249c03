package io.ssi.migration.target;

import io.ssi.pid.Application;

/** A copy that comes to this node, as what ends its arrival sees it. One thread. */
interface ArrivingCopy extends Rebuilt {

  /** Which, as the attempt began. */
  Application application();

  /** Whether its processes were ever built here, so that the source may have decided for them. */
  boolean wasBuilt();

  /** Whether its processes are held here now. */
  boolean isHeld();

  /** Whether it was let go: from then on there is no other copy, and none may be made. */
  boolean runs();

  /** Throws everything away: processes, container, image. */
  void abandon();

  /** Removes what is left of the arrival; does nothing to the application. */
  void end();
}
