package io.ssi.migration;

/** As what an application is brought back from a checkpoint. */
public enum RestartAs {
  /** As the one that was saved, which must not run any more. */
  ITSELF,
  /** As a new one beside it, which shares no file with it that either writes. */
  NEW,
  /** As a new one beside it; both may write to the same files. */
  NEW_SHARING;

  /**
   * Whether it gets a number of its own.
   *
   * @return false for the application that was saved
   */
  public boolean isNew() {
    return this != ITSELF;
  }
}
