package io.ssi.migration.container;

import io.ssi.pid.Application;

/**
 * The containers of this node, as moves need them. Thread-safe; every call blocks until it is done.
 */
public interface MovingContainers {

  /**
   * The container of an application that runs here.
   *
   * @param application which
   * @return its container
   * @throws RuntimeException if it is not here
   */
  MovingContainer of(Application application);

  /**
   * An empty container for an application that is about to come, with its log ready under the name
   * that its processes know.
   *
   * @param application which
   * @return its container
   */
  MovingContainer prepare(Application application);

  /**
   * Takes charge of what was restored into a prepared container: from now on its end is noticed and
   * recorded. Called when a copy runs; may be repeated.
   *
   * @param application as it is recorded now
   */
  void adopt(Application application);

  /**
   * Takes charge of a copy that the registry says is the application; whoever moved it records that
   * it runs. May be repeated.
   *
   * @param application which
   */
  void takeCharge(Application application);

  /**
   * Records that a move to this node is over, for a source that is gone; later, if it cannot be
   * written now.
   *
   * @param application which, taken charge of
   */
  void completeMove(Application application);

  /**
   * From now on signals to an application that runs here wait until it is known where it goes on.
   * Returns when those under way have been delivered. Repeatable.
   *
   * @param application which
   */
  void holdSignals(Application application);

  /**
   * Signals reach the application here again. Repeatable.
   *
   * @param application which
   */
  void letSignals(Application application);

  /**
   * From now on nobody but the application itself reads or writes its streams, if it was started in
   * the foreground. Blocks until that is so. Repeatable.
   *
   * @param application which
   * @throws RuntimeException if that cannot be now
   */
  void holdStreams(Application application);

  /**
   * Its streams are served here again. Repeatable.
   *
   * @param application which
   */
  void letStreams(Application application);

  /**
   * Serves the streams of an application that has come here. Before {@link #takeCharge}, or its end
   * could come first.
   *
   * @param application which
   * @param run how far its run had come where it was before
   */
  void takeStreams(Application application, byte[] run);

  /**
   * From now on the ends of the application's processes here are not the program's: they are about
   * to be killed because it lives elsewhere.
   *
   * @param application which
   */
  void departing(Application application);

  /**
   * Throws away a prepared container with all that is in it.
   *
   * @param application which
   */
  void discard(Application application);

  /**
   * Gives up the container of an application that has gone to another node; the ends of its
   * processes here are not the program's end.
   *
   * @param application which
   */
  void dissolve(Application application);
}
