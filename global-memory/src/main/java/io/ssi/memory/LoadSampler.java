package io.ssi.memory;

import io.ssi.linux.LinuxException;
import io.ssi.linux.procfs.ProcFs;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the load average of a node that shares its kernel: the kernel's own is of all nodes
 * together. Counts this node's tasks every {@value LoadAverage#SAMPLE_SECONDS} seconds.
 *
 * <p>The average may be read by any thread; sampling is done by the scheduler's.
 */
public final class LoadSampler {
  private static final Logger LOG = LoggerFactory.getLogger(LoadSampler.class);

  private final OwnTasks tasks;
  private volatile LoadAverage average = LoadAverage.ZERO;

  /**
   * A sampler that has seen nothing yet.
   *
   * @param procFs the node's own {@code /proc}
   */
  public LoadSampler(ProcFs procFs) {
    this.tasks = new OwnTasks(procFs);
  }

  /**
   * Begins to sample; shutting the scheduler down ends it. To be called once.
   *
   * @param scheduler on platform threads, so that the sampling thread is known by its number
   */
  public void start(ScheduledExecutorService scheduler) {
    var _ =
        scheduler.scheduleAtFixedRate(
            this::sampleOrLog,
            LoadAverage.SAMPLE_SECONDS,
            LoadAverage.SAMPLE_SECONDS,
            TimeUnit.SECONDS);
  }

  // A task that throws is never run again by its scheduler.
  private void sampleOrLog() {
    try {
      sample();
    } catch (LinuxException e) {
      LOG.warn("load of this node was not sampled", e);
    }
  }

  /** Takes one sample now. */
  void sample() {
    OwnTasks.Count count = tasks.count();
    average = average.next(count.running() + count.blocked());
  }

  /**
   * The load as of the last sample.
   *
   * @return zero before the first
   */
  public LoadAverage average() {
    return average;
  }
}
