package io.ssi.memory;

import io.ssi.linux.LocalPid;
import io.ssi.linux.procfs.ProcFs;
import io.ssi.linux.procfs.StatFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Counts the tasks of this node: everything that its own {@code /proc} shows. The thread that
 * counts is left out, for it would always find itself running.
 */
final class OwnTasks {
  private final ProcFs procFs;

  OwnTasks(ProcFs procFs) {
    this.procFs = procFs;
  }

  /**
   * Tasks at one moment.
   *
   * @param sums of all processes
   * @param running threads that run or want to
   * @param blocked threads that wait uninterruptibly
   */
  record Count(Sums sums, long running, long blocked) {
    private Count plusProcess(StatFile stat) {
      return new Count(sums.plus(stat), running, blocked);
    }

    private Count plusState(StatFile thread) {
      return switch (thread.state()) {
        case RUNNING -> new Count(sums, running + 1, blocked);
        case UNINTERRUPTIBLE -> new Count(sums, running, blocked + 1);
        case SLEEPING, STOPPED, TRACED, ZOMBIE, DEAD, PARKED, IDLE -> this;
      };
    }
  }

  /**
   * What processes have together.
   *
   * @param processes how many there are
   * @param tasks how many threads of all processes
   * @param lastPid the highest number of a process
   * @param residentBytes their memory, shared pages counted once for each
   * @param userTicks their time in user mode; what has ended is lost
   * @param systemTicks their time in kernel mode; what has ended is lost
   */
  record Sums(
      long processes,
      long tasks,
      long lastPid,
      long residentBytes,
      long userTicks,
      long systemTicks) {

    private Sums plus(StatFile stat) {
      return new Sums(
          processes + 1,
          tasks + stat.threads(),
          Math.max(lastPid, stat.pid().value()),
          residentBytes + stat.residentBytes(),
          userTicks + stat.userTicks(),
          systemTicks + stat.systemTicks());
    }
  }

  Count count() {
    Optional<String> reader = readingThread();
    Count count = new Count(new Sums(0, 0, 0, 0, 0, 0), 0, 0);
    for (LocalPid pid : procFs.pids()) {
      Optional<StatFile> stat = procFs.stat(pid);
      if (stat.isPresent()) {
        count = count.plusProcess(stat.get());
        List<LocalPid> threads = stat.get().threads() > 1 ? procFs.threads(pid) : List.of(pid);
        for (LocalPid thread : threads) {
          if (reader.isEmpty() || !reader.get().equals(pid + "/task/" + thread)) {
            Optional<StatFile> state =
                thread.equals(pid) && threads.size() == 1 ? stat : procFs.threadStat(pid, thread);
            count = state.map(count::plusState).orElse(count);
          }
        }
      }
    }
    return count;
  }

  private Optional<String> readingThread() {
    try {
      Path link = procFs.root().resolve("thread-self");
      return Optional.of(Files.readSymbolicLink(link).toString());
    } catch (IOException notOurNamespace) {
      return Optional.empty();
    }
  }
}
