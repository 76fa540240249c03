package io.ssi.agent.demo;

import java.util.Collections;
import java.util.List;

/** Four virtual nodes: three take part, one is a spare. */
final class ClusterScene implements Scene {

  @Override
  public String title() {
    return "A cluster on this machine";
  }

  @Override
  public void play(Stage stage) {
    stage.type("ssi", "up", "--nodes", "3", "--spare", "1");
    stage.type("ssi", "node", "status");
    List<String> states = Facts.texts(stage.ask("ssi", "node", "status", "--json"), "state");
    stage.check(
        "three nodes are online and one is present",
        Collections.frequency(states, "online") == 3
            && Collections.frequency(states, "present") == 1,
        () -> "states are " + states);
  }
}
