package io.ssi.migration;

import io.ssi.linux.syscall.Descriptor;

/**
 * The application on the node that it goes to. One thread calls all methods, in the order of the
 * phases; each blocks until the other side has done it. A broken connection is an exception of any
 * of them.
 */
public interface Copy extends AutoCloseable {

  /**
   * Asks for a container, room for the image and whatever else is needed before the original stands
   * still; does not wait for it.
   */
  void request();

  /** Waits until what was asked for is there. */
  void reserve();

  /**
   * Where the original's pages go.
   *
   * @return a connected socket that takes CRIU's page server protocol, to be inherited by CRIU;
   *     owned by the copy
   */
  Descriptor pages();

  /** CRIU has inherited {@link #pages} and is the only one to hold it from now on. */
  void pagesHandedOver();

  /**
   * Sends what is left of the image and waits until the other side has all of it and its hashes are
   * right.
   *
   * @param image what was taken
   * @return size of the whole image in bytes
   */
  long transfer(TakenImage image);

  /** Builds the processes and holds them before their first instruction. */
  void hold();

  /** Says that they are to run; does not wait for it. Only after the commit was recorded. */
  void release();

  /** Waits until they run, in the charge of the other node. */
  void confirm();

  /** Throws away what was built. Never after the commit. */
  void abandon();

  /** Ends the connection. Idempotent. */
  @Override
  void close();
}
