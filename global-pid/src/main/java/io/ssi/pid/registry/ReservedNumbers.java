package io.ssi.pid.registry;

import io.ssi.pid.ContainerNumber;

/**
 * Which container numbers must not be given to a new application although no application has them:
 * a checkpoint with that number exists, and restoring it needs the number.
 *
 * <p>Contract: any thread; answers from memory, does not block.
 */
@FunctionalInterface
public interface ReservedNumbers {

  /** Reserves nothing, for clusters without a checkpoint repository. */
  ReservedNumbers NONE = number -> false;

  /**
   * Whether a number must stay free.
   *
   * @param number the number
   * @return true while a checkpoint needs it
   */
  boolean isReserved(ContainerNumber number);
}
