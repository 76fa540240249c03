package io.ssi.migration;

/**
 * The application on the node that it leaves. One thread calls all methods, in the order of the
 * phases; each blocks until it is done.
 */
public interface Original {

  /**
   * From now on signals to it wait, and nobody else reads or writes its streams: what came after
   * the image was taken would be lost with the original. When this returns, nothing is under way.
   *
   * @throws RuntimeException if that cannot be now
   */
  void holdSignals();

  /** Undoes {@link #holdSignals}; called when it runs on. Repeatable. */
  void letSignals();

  /**
   * Makes ready what takes the image; the application runs on.
   *
   * @param copy where pages will go, asked for already
   * @throws RuntimeException if that cannot be made ready
   */
  void prepare(Copy copy);

  /** Ends what was made ready and not used. Repeatable. */
  void unprepare();

  /**
   * Stands still, takes the image, and stays still. Pages go to the copy's node meanwhile.
   *
   * @return what was taken
   * @throws RuntimeException if it cannot be taken; the application runs on
   */
  TakenImage freeze();

  /**
   * From now on it stands still whatever becomes of the agent and of what took the image, until
   * {@link #resume} or {@link #end}, or until the next agent of this node knows what was decided.
   * And it has stood still all the time since {@link #freeze}: if it ran on meanwhile, the image is
   * not what it is any more.
   *
   * @throws RuntimeException if that is not certain
   */
  void standStill();

  /**
   * Runs on as if nothing had been. Called at most once after {@link #freeze}, never after {@link
   * #end}.
   */
  void resume();

  /**
   * Is killed: after this returns no instruction of the original can run any more. Only after the
   * commit was recorded.
   */
  void end();

  /** Frees what is left on this node; called after {@link #end} when the copy runs. */
  void dissolve();
}
