package io.ssi.linux.container;

import java.util.List;
import java.util.Optional;

/** The containers of this node. Thread-safe; every method may block for as long as it says. */
public interface Containers {

  /**
   * Makes a container and its keeper, which outlive this process.
   *
   * @throws LaunchException when that fails, or the number is in use here
   */
  Keeper launch(LaunchRequest request);

  /**
   * Connects to the keeper of a container that an earlier agent, or this one, has made. Each call
   * gives a connection of its own.
   *
   * @return empty if nobody serves it
   */
  Optional<Keeper> attach(int container);

  /** Numbers of the containers that have a socket here; its keeper may have been killed. */
  List<Integer> found();

  /** Removes the socket that a killed keeper has left; false if it is served, or not there. */
  boolean forget(int container);
}
