package io.ssi.agent.demo;

import java.time.Duration;

/** The cluster ends, and the machine is what it was. */
final class DownScene implements Scene {
  private final MachineState before;

  DownScene(MachineState before) {
    this.before = before;
  }

  @Override
  public String title() {
    return "Nothing is left";
  }

  @Override
  public void play(Stage stage) {
    stage.type("ssi", "down");
    // What stays is ours; what another cluster of the machine has for a moment goes.
    stage.await(
        "mounts, links, namespaces, control groups and directories are what they were before",
        Duration.ofSeconds(5),
        () -> surplus(stage).isEmpty(),
        () -> "left behind: " + surplus(stage));
  }

  private String surplus(Stage stage) {
    return before.surplusOf(
        MachineState.now(stage.workshop(), stage.cluster().places().cluster().value()));
  }
}
