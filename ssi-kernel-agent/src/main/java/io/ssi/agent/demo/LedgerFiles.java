package io.ssi.agent.demo;

import io.ssi.agent.demo.program.Ledger;
import io.ssi.agent.demo.program.LedgerState;
import java.nio.file.Path;
import java.util.List;

/** The files of the program {@link Ledger}, as somebody reads them from outside. */
record LedgerFiles(Path directory) {
  private static final int READS = 10;

  /** What the program said of itself last. */
  LedgerState state() {
    IllegalArgumentException torn = new IllegalArgumentException("never read");
    for (int i = 0; i < READS; i++) {
      try {
        return LedgerState.parse(Stage.content(directory.resolve(Ledger.STATE_FILE)));
      } catch (IllegalArgumentException e) {
        // Read in the middle of being rewritten; the next read finds it whole.
        torn = e;
      }
    }
    throw torn;
  }

  boolean isWritten() {
    return Stage.content(directory.resolve(Ledger.STATE_FILE)).endsWith("\n");
  }

  /** The whole lines of the file that it appends to. */
  List<String> lines() {
    String content = Stage.content(directory.resolve(Ledger.SEQUENCE_FILE));
    return content.substring(0, content.lastIndexOf('\n') + 1).lines().toList();
  }

  /**
   * The first line that does not continue the one before, or is of another pid; empty if all do.
   */
  String firstBreak(long pid) {
    long expected = 1;
    for (String line : lines()) {
      if (!line.equals(expected + " " + pid)) {
        return "line " + expected + " says '" + line + "'";
      }
      expected++;
    }
    return "";
  }
}
