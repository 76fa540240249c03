package io.ssi.agent.demo;

import io.ssi.agent.demo.program.LedgerState;
import java.time.Duration;

/** The JVM program is saved, its node dies with its disk, and it comes back elsewhere. */
final class CheckpointScene implements Scene {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int LINES = 50;

  private final Programs programs;

  CheckpointScene(Programs programs) {
    this.programs = programs;
  }

  @Override
  public String title() {
    return "A node dies, and a program comes back";
  }

  @Override
  public void play(Stage stage) {
    LedgerFiles ledger = Programs.ledgerFiles(stage);
    stage.type("SSI-appli-ckpt", "-d", "before the accident", programs.ledger());
    stage.type("ssi", "ckpt", "list");
    long saved = ledger.lines().size();
    stage.await(
        "the program ran on after the checkpoint",
        PATIENCE,
        () -> ledger.lines().size() > saved + LINES);

    stage.tell("node2 dies as a whole, and its disk is lost");
    stage.cluster().killNode("node2");
    stage.cluster().deleteState("node2");
    stage.await(
        "node2 shows as failed, with all its processes gone",
        PATIENCE,
        () ->
            Facts.texts(stage.ask("ssi", "node", "status", "--json"), "reason").stream()
                    .filter(reason -> reason.startsWith("node gone"))
                    .count()
                == 2);
    long lastLine = ledger.lines().size();
    stage.type("SSI-appli-restart", "--files=truncate", programs.ledger());

    stage.await(
        "the sequence goes on from the checkpoint",
        PATIENCE,
        () -> ledger.lines().size() > saved + LINES);
    String broken = ledger.firstBreak(programs.ledgerPid());
    stage.check("it has neither gap nor repeat", broken.isEmpty(), () -> broken);
    LedgerState state = ledger.state();
    stage.check(
        "the program has the same pid",
        state.pid() == programs.ledgerPid(),
        () -> "it has " + state.pid());
    stage.check(
        "its memory is as it left it", state.corrupt() == 0, () -> state.corrupt() + " bad blocks");
    String listed = stage.type("ssi", "ps", programs.ledger());
    stage.check(
        "it runs on node3 under its old name",
        listed.contains("node3") && listed.contains(Long.toString(programs.ledgerGpid())),
        () -> listed);
    stage.show("(" + (lastLine - saved) + " lines were written after the checkpoint and cut off)");
  }
}
