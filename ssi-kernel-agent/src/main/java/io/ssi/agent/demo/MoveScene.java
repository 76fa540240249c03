package io.ssi.agent.demo;

import io.ssi.agent.demo.program.LedgerState;
import io.ssi.linux.LocalPid;
import io.ssi.linux.procfs.NamespaceKind;
import io.ssi.linux.procfs.ProcFs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Both programs go to node2 while they run, and node1 dies. */
final class MoveScene implements Scene {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int LINES = 50;

  private final Programs programs;

  MoveScene(Programs programs) {
    this.programs = programs;
  }

  @Override
  public String title() {
    return "They move while they run, and their first node dies";
  }

  @Override
  public void play(Stage stage) {
    LedgerFiles ledger = Programs.ledgerFiles(stage);
    stage.type("ssi", "migrate", "--dry-run", programs.ledger(), "node2");
    stage.type("ssi", "migrate", programs.pipeline(), "node2");
    String report = stage.type("ssi", "migrate", "--json", programs.ledger(), "node2");
    double downtime = Facts.number(report, "downtime_ms");

    goesOn(stage, ledger);
    LedgerState state = ledger.state();
    stage.check(
        "the program kept its pid",
        state.pid() == programs.ledgerPid(),
        () -> "it has " + state.pid());
    stage.check(
        "its memory is as it left it", state.corrupt() == 0, () -> state.corrupt() + " bad blocks");
    stage.check(
        "the reported downtime of "
            + Math.round(downtime)
            + " ms is no less than the longest gap that it saw, "
            + state.longestGapMillis()
            + " ms",
        downtime >= state.longestGapMillis(),
        () -> "reported too little");
    runsOnNode2(stage);
    pipelineIsWhole(stage);

    stage.tell("node1 dies: every process in its namespaces is killed");
    stage.cluster().killNode("node1");
    goesOn(stage, ledger);
    pipelineIsWhole(stage);
    stage.await(
        "the cluster has noticed that node1 failed",
        PATIENCE,
        () -> stage.ask("ssi", "node", "status").contains("failed"));
    stage.type("ssi", "node", "status");
  }

  private void goesOn(Stage stage, LedgerFiles ledger) {
    long before = ledger.lines().size();
    stage.await("the sequence goes on", PATIENCE, () -> ledger.lines().size() > before + LINES);
    String broken = ledger.firstBreak(programs.ledgerPid());
    stage.check("it has neither gap nor repeat", broken.isEmpty(), () -> broken);
  }

  private void runsOnNode2(Stage stage) {
    int node2 = stage.cluster().init("node2").orElseThrow().pid();
    String listed = stage.ask("ssi", "ps", "--json", programs.ledger());
    ProcFs proc = new ProcFs(Path.of("/proc"));
    long network = proc.namespace(new LocalPid(node2), NamespaceKind.NET).orElseThrow();
    boolean there =
        proc.pids().stream()
            .filter(pid -> commandContains(proc, pid, "Ledger"))
            .anyMatch(pid ->
                proc.namespace(pid, NamespaceKind.NET).filter(n -> n == network).isPresent());
    stage.check("its namespaces are node2's", there && listed.contains("node2"), () -> listed);
  }

  private static boolean commandContains(ProcFs proc, LocalPid pid, String word) {
    return proc.cmdline(pid)
        .filter(line -> line.arguments().stream().anyMatch(argument -> argument.contains(word)))
        .isPresent();
  }

  private static void pipelineIsWhole(Stage stage) {
    Path file = Programs.pipelineFile(stage);
    int before = Stage.content(file).length();
    stage.await("the pipeline goes on", PATIENCE, () -> Stage.content(file).length() > before);
    List<String> lines = Stage.content(file).lines().toList();
    long n = 1;
    for (String line : lines.subList(0, lines.size() - 1)) {
      String expected = n + " squared is " + n * n;
      stage.require("the pipeline lost and doubled nothing", line.equals(expected), line);
      n++;
    }
  }
}
