package io.ssi.tools.many;

import io.ssi.membership.NodeId;
import io.ssi.tools.service.Applications;
import io.ssi.tools.service.Applications.Started;
import io.ssi.tools.service.StartRequest;
import io.ssi.tools.verb.ErrorTable;
import io.ssi.tools.verb.ExitStatus;
import io.ssi.tools.verb.VerbContext;
import io.ssi.tools.verb.VerbError;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts a program many times in the background. For one thread. */
public final class ManyStart {
  private static final Logger LOG = LoggerFactory.getLogger(ManyStart.class);

  private final ManyOrder order;
  private final StartRequest request;
  private final VerbContext context;
  private final ErrorTable errors = new ErrorTable();
  // Both by rank, guarded by the first.
  private final SortedMap<Integer, Started> started = new TreeMap<>();
  private final SortedMap<Integer, Failed> failed = new TreeMap<>();

  /**
   * What became of all.
   *
   * @param started those that run, in the order of their ranks
   * @param failed why the others do not, in the order of their ranks
   */
  public record Outcome(List<Started> started, List<Failed> failed) {

    /**
     * How the command ends.
     *
     * @param worst whether as the worst of all
     * @return the status
     */
    public ExitStatus status(boolean worst) {
      int highest = failed.stream().mapToInt(one -> one.status().shellCode()).max().orElse(0);
      return worst ? ExitStatus.exited(highest) : ExitStatus.ofItems(started.size(), failed.size());
    }
  }

  /**
   * A copy that does not run.
   *
   * @param label which
   * @param status how a command ends for that reason
   * @param why without the label
   */
  public record Failed(String label, ExitStatus status, String why) {}

  /**
   * For one command.
   *
   * @param order how and where; nothing of it concerns streams
   * @param request the program; its node is not looked at
   * @param context the command
   */
  public ManyStart(ManyOrder order, StartRequest request, VerbContext context) {
    this.order = order;
    this.request = request;
    this.context = context;
  }

  /**
   * Starts all. Blocks until they run, or none is started any more because the verb is cancelled.
   *
   * @return what became of them
   */
  public Outcome run() {
    Semaphore slots = new Semaphore(order.fanout());
    for (Copy copy : order.copies()) {
      slots.acquireUninterruptibly();
      Runnable task =
          () -> {
            try {
              start(copy);
            } finally {
              slots.release();
            }
          };
      context.services().many().threads().newThread(task).start();
    }
    slots.acquireUninterruptibly(order.fanout());
    synchronized (started) {
      return new Outcome(List.copyOf(started.values()), List.copyOf(failed.values()));
    }
  }

  private void start(Copy copy) {
    String label = "copy " + copy.rank();
    Applications applications = context.services().applications();
    try {
      context.cancellation().throwIfCancelled("it was not started");
      NodeId node = copy.node().orElseGet(() -> applications.best(context.call()));
      label = order.label(copy.rank(), node);
      StartRequest one = Ranks.of(request, copy.rank(), order.copies().size(), node);
      Started runs = applications.start(one, context.call());
      synchronized (started) {
        started.put(copy.rank(), runs);
      }
    } catch (RuntimeException e) {
      VerbError error =
          errors
              .find(e)
              .orElseGet(() -> {
                LOG.error("a copy was not started in a way that nobody foresaw", e);
                return new VerbError(ExitStatus.FAILED, "internal", "internal error: " + e, "");
              });
      synchronized (started) {
        failed.put(copy.rank(), new Failed(label, error.status(), error.words()));
      }
    }
  }
}
