package io.ssi.agent.command;

import io.ssi.agent.embedded.Progress;
import java.io.PrintWriter;

/** Progress for a person: notes stay, the state is one line that is written over. */
final class TerminalProgress implements Progress {
  private static final String BEGIN_AND_CLEAR_LINE = "\r\u001b[K";

  private final PrintWriter err;
  private final boolean terminal;
  private String shown = "";

  TerminalProgress(PrintWriter err, boolean terminal) {
    this.err = err;
    this.terminal = terminal;
  }

  @Override
  public void note(String text) {
    state("");
    err.println("ssi: " + text);
  }

  @Override
  public void state(String text) {
    if (terminal && !text.equals(shown)) {
      err.print(BEGIN_AND_CLEAR_LINE + text);
      err.flush();
      shown = text;
    }
  }
}
