package io.ssi.tools.command;

import io.ssi.tools.many.OutputStyle;
import io.ssi.tools.service.NodeStatus;
import io.ssi.tools.service.UsageException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How many programs are run at once, and how their output is shown. */
final class ManyOptions {
  private static final int MOST_COPIES = 10_000;
  private static final int MOST_AT_A_TIME = 64;
  private static final int USUAL_FANOUT = MOST_AT_A_TIME;

  @Option(
      names = {"-n", "--copies"},
      paramLabel = "COUNT",
      description = "Run so many copies, spread over the online nodes, or over those of -w.")
  @Nullable Integer copies;

  @Option(
      names = {"-f", "--fanout"},
      paramLabel = "N",
      description = "Run at most so many copies at one time, 1 to 64; otherwise 64.")
  @Nullable Integer fanout;

  @Option(
      names = {"-b", "--gather"},
      description = "Print at the end, and equal outputs once, below the names of their nodes.")
  boolean gathered;

  @Option(
      names = {"-L", "--in-order"},
      description = "Print at the end, ordered by node; with -b, equal outputs once as lines.")
  boolean inOrder;

  @Option(
      names = {"-S", "--worst"},
      description = "End with the highest exit status of all copies.")
  boolean worst;

  /** Refuses what cannot be meant. */
  void check(boolean detached) {
    inRange("-n", copies, MOST_COPIES);
    inRange("--fanout", fanout, MOST_AT_A_TIME);
    if (detached && (gathered || inOrder)) {
      throw new UsageException("-b and -L mean nothing with -d");
    }
  }

  /** Whether there may be several copies, also if there is only one by chance. */
  boolean areMeant(Optional<List<NodeStatus>> nodes) {
    boolean several = nodes.filter(some -> some.size() > 1).isPresent();
    return several || copies != null || gathered || inOrder;
  }

  Optional<Integer> count() {
    return Optional.ofNullable(copies);
  }

  int mostAtATime() {
    return fanout == null ? USUAL_FANOUT : fanout;
  }

  OutputStyle style() {
    if (gathered) {
      return inOrder ? OutputStyle.FOLDED_LINES : OutputStyle.FOLDED;
    }
    return inOrder ? OutputStyle.IN_ORDER : OutputStyle.AS_IT_COMES;
  }

  private static void inRange(String option, @Nullable Integer value, int most) {
    if (value != null && (value < 1 || value > most)) {
      throw new UsageException(option + " takes a number from 1 to " + most + ", not " + value);
    }
  }
}
