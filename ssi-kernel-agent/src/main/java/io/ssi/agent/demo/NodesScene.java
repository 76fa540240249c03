package io.ssi.agent.demo;

import java.time.Duration;

/** A node comes, another goes, and the program moves by itself. */
final class NodesScene implements Scene {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int LINES = 50;

  private final Programs programs;

  NodesScene(Programs programs) {
    this.programs = programs;
  }

  @Override
  public String title() {
    return "Nodes come and go";
  }

  @Override
  public void play(Stage stage) {
    LedgerFiles ledger = Programs.ledgerFiles(stage);
    stage.type("SSI-node-add", "-n", "4");
    stage.type("SSI-node-remove", "-n", "3");
    String listed = stage.type("ssi", "ps", programs.ledger());
    stage.check("the program has moved to node4 by itself", listed.contains("node4"), () -> listed);
    String status = stage.type("ssi", "node", "status");
    stage.check(
        "node3 is present",
        status.lines().anyMatch(line -> line.matches("node3\\s+3\\s+present.*")),
        () -> status);
    long before = ledger.lines().size();
    stage.await("the sequence goes on", PATIENCE, () -> ledger.lines().size() > before + LINES);
    String broken = ledger.firstBreak(programs.ledgerPid());
    stage.check("nothing was lost", broken.isEmpty(), () -> broken);
  }
}
