package io.ssi.migration.checkpoint;

import io.ssi.pid.Application;

/**
 * What the restart of one container agrees on with those of the other containers of its
 * application: none runs before all are built, and all run or none. The methods are called in their
 * order here, each once, on the thread that restarts; what all but the last throw ends the restart.
 */
public interface Assembly {

  /** Of an application with one container. */
  Assembly ALONE = new Assembly() {};

  /**
   * Nobody else can restart it now.
   *
   * @param claimed as it is recorded
   */
  default void claimed(Application claimed) {}

  /**
   * The files that its processes write are as they are to be; returns when those of the others are,
   * for what one writes another may read.
   */
  default void filesSet() {}

  /** It is built, and held; returns when it is to run. */
  default void built() {}

  /** It is recorded that it runs. */
  default void committed() {}
}
