package io.ssi.tools.service;

/** Where long work says what it is doing. Goes to standard error; may be called from any thread. */
public interface Progress {

  /** Says nothing. */
  Progress SILENT = text -> {};

  /**
   * Something that the person should know in any case.
   *
   * @param text one line
   */
  void note(String text);

  /**
   * What is going on now; shown on a terminal only, and the next one takes its place.
   *
   * @param text a few words
   */
  default void step(String text) {}
}
