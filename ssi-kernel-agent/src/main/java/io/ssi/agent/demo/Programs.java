package io.ssi.agent.demo;

import io.ssi.agent.demo.program.Ledger;
import java.nio.file.Path;

/**
 * The two programs of the story, as far as later scenes must know them. Filled by {@link
 * StartScene}; one thread.
 */
final class Programs {
  private static final int PIDS_PER_CONTAINER = 32_768;

  private long ledgerGpid;
  private long pipelineGpid;

  void started(long ledger, long pipeline) {
    ledgerGpid = ledger;
    pipelineGpid = pipeline;
  }

  String ledger() {
    return Long.toString(ledgerGpid / PIDS_PER_CONTAINER);
  }

  String pipeline() {
    return Long.toString(pipelineGpid / PIDS_PER_CONTAINER);
  }

  long ledgerGpid() {
    return ledgerGpid;
  }

  /** What getpid() says inside. */
  long ledgerPid() {
    return ledgerGpid % PIDS_PER_CONTAINER;
  }

  static LedgerFiles ledgerFiles(Stage stage) {
    return new LedgerFiles(stage.workshop());
  }

  static Path pipelineFile(Stage stage) {
    return stage.workshop().resolve("pipeline");
  }

  static String[] ledgerCommand(Stage stage, Path java) {
    return new String[] {
      "ssi",
      "run",
      "-d",
      "-w",
      "node1",
      "--name",
      "ledger",
      "--",
      java.toString(),
      "-XX:+UseSerialGC",
      "-XX:-UsePerfData",
      "-Xmx128m",
      "-cp",
      stage.home().resolve("ssi-kernel-agent/target/ssi-agent.jar").toString(),
      Ledger.class.getName(),
      stage.workshop().toString()
    };
  }
}
