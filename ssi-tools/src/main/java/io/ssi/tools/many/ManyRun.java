package io.ssi.tools.many;

import io.ssi.membership.NodeId;
import io.ssi.pid.foreground.RunMessage;
import io.ssi.pid.foreground.RunStream;
import io.ssi.tools.service.Applications;
import io.ssi.tools.service.Budget;
import io.ssi.tools.service.Console;
import io.ssi.tools.service.Foreground;
import io.ssi.tools.service.ManyRoom;
import io.ssi.tools.service.ProcessEnd;
import io.ssi.tools.service.StartRequest;
import io.ssi.tools.verb.ErrorTable;
import io.ssi.tools.verb.ExitStatus;
import io.ssi.tools.verb.VerbContext;
import io.ssi.tools.verb.VerbError;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a program many times in the foreground, at most so many at one time. For one thread, beside
 * the one that listens to the command.
 */
public final class ManyRun implements Console.Listener {
  private static final Logger LOG = LoggerFactory.getLogger(ManyRun.class);
  private static final long GATHERED_MAX = 8 << 20;
  // HUP, INT, QUIT and TERM end programs; after them none is started any more.
  private static final Set<Integer> ENDING = Set.of(1, 2, 3, 15);

  private final ManyOrder order;
  private final StartRequest request;
  private final VerbContext context;
  private final Applications applications;
  private final ThreadFactory threads;
  private final Budget budget;
  private final MergedStreams merged;
  private final InputFan fan;
  private final CopySenders senders = new CopySenders();
  private final ErrorTable errors = new ErrorTable();
  private volatile boolean stopped;
  private volatile boolean over;
  // Both guarded by the tally.
  private final Tally tally;
  private final List<Gathered> gathered = new ArrayList<>();

  private record Gathered(NodeId node, int rank, GatheredOutput output) {}

  /**
   * For one command.
   *
   * @param order how and where
   * @param request the program; its node is not looked at
   * @param context the command
   */
  public ManyRun(ManyOrder order, StartRequest request, VerbContext context) {
    this.order = order;
    this.request = request;
    this.context = context;
    this.applications = context.services().applications();
    ManyRoom room = context.services().many();
    this.threads = room.threads();
    this.budget = room.gathered().part(GATHERED_MAX);
    this.merged = MergedStreams.to(context.console());
    this.fan = new InputFan(context.console(), order.copies().size(), order.fanout());
    this.tally = new Tally(order.worst());
  }

  /**
   * Runs all. Blocks until they have ended and what they wrote was passed on.
   *
   * @return how the command ends
   */
  public ExitStatus run() {
    context.cancellation().throwIfCancelled("nothing was started");
    Semaphore writers = new Semaphore(0);
    for (MergedStream stream : List.of(merged.output(), merged.errors())) {
      start(stream, writers);
    }
    context.console().attach(this, false);
    if (!order.takesInput()) {
      fan.none();
    }
    runAll();
    over = true;
    finish();
    merged.end();
    writers.acquireUninterruptibly(2);
    context.console().send(new RunMessage.End(RunStream.OUTPUT));
    context.console().send(new RunMessage.End(RunStream.ERRORS));
    synchronized (tally) {
      return tally.status();
    }
  }

  private void runAll() {
    Semaphore slots = new Semaphore(order.fanout());
    for (Copy copy : order.copies()) {
      if (!slots.tryAcquire()) {
        fan.waits(true);
        slots.acquireUninterruptibly();
        fan.waits(false);
      }
      if (stopped || context.cancellation().isCancelled()) {
        slots.release();
        skip();
      } else {
        boolean hasInput = fan.start();
        start(() -> run(copy, hasInput), slots);
      }
    }
    slots.acquireUninterruptibly(order.fanout());
  }

  private void start(Runnable task, Semaphore whenDone) {
    threads
        .newThread(() -> {
          try {
            task.run();
          } finally {
            whenDone.release();
          }
        })
        .start();
  }

  private void skip() {
    fan.skip();
    synchronized (tally) {
      tally.skip();
    }
  }

  private void run(Copy copy, boolean hasInput) {
    Optional<CopyConsole> console = Optional.empty();
    String label = "copy " + copy.rank();
    CopyEnd end;
    try {
      NodeId node = copy.node().orElseGet(() -> applications.best(context.call()));
      label = order.label(copy.rank(), node);
      if (hasInput) {
        console =
            Optional.of(new CopyConsole(output(copy.rank(), node, label), fan, senders, threads));
        end = run(request(copy.rank(), node), console.get());
      } else {
        end = new CopyEnd.Failed(ExitStatus.FAILED.value(), tooMuchInput());
      }
    } catch (RuntimeException e) {
      end = failure(label, e);
    }
    console.ifPresentOrElse(CopyConsole::end, hasInput ? fan::failed : () -> {});
    ended(label, end);
  }

  private CopyEnd run(StartRequest one, Console console) {
    Foreground how = new Foreground(console, Optional.empty(), order.detachWhenLeft());
    return switch (applications.run(one, how, context.call())) {
      case ProcessEnd.Exited(int code) -> new CopyEnd.Exited(code);
      case ProcessEnd.Killed(int signal) -> new CopyEnd.Killed(signal);
      case ProcessEnd.Lost(String why) ->
          new CopyEnd.Failed(ExitStatus.FAILED.value(), "how it ended is not known: " + why);
    };
  }

  private CopyEnd failure(String label, RuntimeException e) {
    Optional<VerbError> known = errors.find(e);
    if (known.isEmpty()) {
      LOG.error("{} failed in a way that nobody foresaw", label, e);
    }
    VerbError error =
        known.orElseGet(
            () -> new VerbError(ExitStatus.FAILED, "internal", "internal error: " + e, ""));
    return new CopyEnd.Failed(error.status().shellCode(), error.words());
  }

  private static String tooMuchInput() {
    return "not started: more input had come than is kept for copies that start later, "
        + (InputFan.KEPT >> 20)
        + " MiB; run more at one time with --fanout";
  }

  private StartRequest request(int rank, NodeId node) {
    return Ranks.of(request, rank, order.copies().size(), node);
  }

  private CopyOutput output(int rank, NodeId node, String label) {
    if (!order.style().isGathered()) {
      return new LabelledOutput(label, merged);
    }
    GatheredOutput output = new GatheredOutput(label, merged, budget);
    synchronized (tally) {
      gathered.add(new Gathered(node, rank, output));
    }
    return output;
  }

  private void ended(String label, CopyEnd end) {
    String words;
    synchronized (tally) {
      words = tally.add(label, end);
    }
    if (!words.isEmpty() && !order.style().isGathered()) {
      merged.note("ssi: " + label + ": " + words);
    }
  }

  /** What is said when all have ended. */
  private void finish() {
    Comparator<Gathered> byRank = Comparator.comparingInt(Gathered::rank);
    boolean inOrder = order.style() == OutputStyle.IN_ORDER;
    List<Gathered> all;
    synchronized (tally) {
      all =
          gathered.stream()
              .sorted(inOrder ? Comparator.comparing(Gathered::node).thenComparing(byRank) : byRank)
              .toList();
    }
    List<Gathering.Text> texts = all.stream().map(one -> one.output().text()).toList();
    byte[] bytes =
        switch (order.style()) {
          case AS_IT_COMES -> new byte[0];
          case IN_ORDER -> Gathering.inOrder(texts);
          case FOLDED -> Gathering.folded(texts);
          case FOLDED_LINES -> Gathering.foldedLines(texts);
        };
    merged.output().put(bytes, () -> all.forEach(one -> one.output().release()));
    synchronized (tally) {
      if (order.style().isGathered()) {
        tally.folded().forEach(merged::note);
      }
      if (tally.skipped() > 0) {
        merged.note("ssi: not started: " + tally.skipped() + " of " + order.copies().size());
      }
    }
  }

  @Override
  public void said(RunMessage message) {
    switch (message) {
      case RunMessage.Data(RunStream stream, byte[] bytes) when stream == RunStream.INPUT -> {
        if (!fan.take(bytes)) {
          gone();
        }
      }
      case RunMessage.End(RunStream stream) when stream == RunStream.INPUT -> fan.end();
      case RunMessage.Room(RunStream stream, int bytes) when stream != RunStream.INPUT ->
          merged.of(stream).allow(bytes);
      case RunMessage.Closed(RunStream stream) when stream != RunStream.INPUT -> closed(stream);
      case RunMessage.Signalled(int number) -> signalled(number);
      default -> LOG.debug("nothing is done when the command says {}", message);
    }
  }

  private void closed(RunStream stream) {
    if (stream == RunStream.OUTPUT) {
      synchronized (tally) {
        tally.outputClosed();
      }
    }
    merged.of(stream).close();
    senders.tellFromNowOn(new RunMessage.Closed(stream));
  }

  private void signalled(int number) {
    RunMessage signal = new RunMessage.Signalled(number);
    if (!ENDING.contains(number)) {
      senders.tell(signal);
      return;
    }
    synchronized (tally) {
      tally.signalled(number);
    }
    stopped = true;
    senders.tellFromNowOn(signal);
    if (over) {
      // Nothing is left that could end but the wait for somebody who takes the output.
      merged.close();
    }
  }

  @Override
  public void gone() {
    stopped = true;
    merged.close();
    senders.tellFromNowOn(new RunMessage.CallerGone());
  }
}
