package io.ssi.agent.demo;

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
    String surplus =
        before.surplusOf(
            MachineState.now(stage.workshop(), stage.cluster().places().cluster().value()));
    stage.check(
        "mounts, links, namespaces, control groups and directories are what they were before",
        surplus.isEmpty(),
        () -> "left behind: " + surplus);
  }
}
