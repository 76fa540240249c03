package io.ssi.agent.demo;

import java.nio.file.Path;
import java.time.Duration;

/** Two ordinary programs on node1: a shell pipeline and a JVM with live data. */
final class StartScene implements Scene {
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final Programs programs;
  private final Path java;

  StartScene(Programs programs, Path java) {
    this.programs = programs;
    this.java = java;
  }

  @Override
  public String title() {
    return "Programs that know nothing of it";
  }

  @Override
  public void play(Stage stage) {
    String script =
        "n=0; while :; do n=$((n+1)); echo $n; sleep 0.05; done"
            + " | while read n; do echo $n squared is $((n*n)); done | cat >> "
            + Programs.pipelineFile(stage);
    long pipeline =
        gpid(
            stage.type(
                "ssi", "run", "-d", "-w", "node1", "--name", "pipeline", "--", "sh", "-c", script));
    long ledger = gpid(stage.type(Programs.ledgerCommand(stage, java)));
    programs.started(ledger, pipeline);

    stage.await("the JVM program writes", PATIENCE, () -> Programs.ledgerFiles(stage).isWritten());
    stage.await(
        "the pipeline writes",
        PATIENCE,
        () -> Stage.content(Programs.pipelineFile(stage)).contains("squared"));
    String seen = stage.type("ssi", "--on", "node2", "ps");
    stage.check(
        "node2 shows them",
        seen.contains(Long.toString(ledger)) && seen.contains(Long.toString(pipeline)),
        () -> seen);
  }

  private static long gpid(String printed) {
    return Long.parseLong(printed.strip());
  }
}
