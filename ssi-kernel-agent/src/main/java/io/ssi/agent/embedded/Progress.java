package io.ssi.agent.embedded;

/** Told what a long verb is doing, for a person who watches. Called by the verb's thread only. */
public interface Progress {
  /** Nobody watches. */
  Progress SILENT =
      new Progress() {
        @Override
        public void note(String text) {}

        @Override
        public void state(String text) {}
      };

  /**
   * Something that a person should know also afterwards.
   *
   * @param text one line
   */
  void note(String text);

  /**
   * What is going on now; replaces the state before.
   *
   * @param text one line; empty when nothing is going on any more
   */
  void state(String text);
}
