package io.ssi.tools.many;

import io.ssi.membership.nodeset.NodeSet;
import io.ssi.tools.verb.ExitStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How all copies of a command ended. For one thread at a time. */
final class Tally {
  private static final int PIPE = 13;
  private static final int NO_SIGNAL = 0;

  private final boolean worst;
  private final Map<String, List<String>> labels = new LinkedHashMap<>();
  private int done;
  private int failed;
  private int highest;
  private int signal = NO_SIGNAL;
  private boolean outputClosed;
  private boolean diedOfSignal;
  private boolean diedOfPipe;
  private int skipped;

  /** Whether the command ends with the highest exit status of all. */
  Tally(boolean worst) {
    this.worst = worst;
  }

  /** The command got a signal that ends programs, and passed it on. */
  void signalled(int number) {
    signal = signal == NO_SIGNAL ? number : signal;
  }

  /** Nobody reads the command's output any more. */
  void outputClosed() {
    outputClosed = true;
  }

  /** A copy was not started, because of a signal or because nobody is there any more. */
  void skip() {
    skipped++;
  }

  /** A copy ended; gives the words that are to be said of it, or none. */
  String add(String label, CopyEnd end) {
    boolean ofSignal = signal != NO_SIGNAL && end.status() == 128 + signal;
    boolean ofPipe = outputClosed && end.status() == 128 + PIPE;
    diedOfSignal |= ofSignal;
    diedOfPipe |= ofPipe;
    if (ofSignal || ofPipe) {
      return "";
    }
    highest = Math.max(highest, end.status());
    if (end.status() == 0) {
      done++;
      return "";
    }
    failed++;
    labels.computeIfAbsent(end.words(), words -> new ArrayList<>()).add(label);
    return end.words();
  }

  /** What is to be said of all together: one line for each way to fail. */
  List<String> folded() {
    List<String> lines = new ArrayList<>();
    labels.forEach((words, who) -> {
      String size = who.size() > 1 ? " (" + who.size() + ")" : "";
      lines.add("ssi: " + NodeSet.fold(who) + size + ": " + words);
    });
    return lines;
  }

  /** How many copies were not started because of a signal. */
  int skipped() {
    return skipped;
  }

  /** How the command ends. */
  ExitStatus status() {
    if (diedOfSignal || (skipped > 0 && signal != NO_SIGNAL)) {
      return ExitStatus.killed(signal);
    }
    if (diedOfPipe && failed == 0) {
      return ExitStatus.killed(PIPE);
    }
    if (skipped > 0) {
      return ExitStatus.ofItems(done, failed + skipped);
    }
    return worst ? ExitStatus.exited(highest) : ExitStatus.ofItems(done, failed);
  }
}
