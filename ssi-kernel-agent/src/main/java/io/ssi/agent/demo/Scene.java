package io.ssi.agent.demo;

/** One step of the story. */
interface Scene {

  /** What happens, in a few words. */
  String title();

  /** Plays it; blocks. Throws {@link DemoFailedException} at the first thing that does not hold. */
  void play(Stage stage);
}
