package io.ssi.linux.criu;

import io.ssi.linux.Errno;
import io.ssi.linux.InsidePid;
import io.ssi.linux.LinuxException;
import io.ssi.linux.Signal;
import io.ssi.linux.container.ContainerProcess;
import io.ssi.linux.container.ContainerProcesses;
import io.ssi.linux.container.Keeper;
import io.ssi.linux.container.KeeperRefusedException;
import io.ssi.linux.container.SignalTarget;
import io.ssi.linux.container.WorkerSpec;
import io.ssi.linux.syscall.Descriptor;
import io.ssi.linux.syscall.PidFd;
import io.ssi.linux.syscall.SocketType;
import io.ssi.linux.syscall.UnixSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Workers that the keeper of a container starts inside it, and reaps. Thread-safe.
 *
 * <p>A worker takes its pid from the container's cursor: before a restore, move the cursor away
 * from the numbers in the image.
 */
public final class KeeperWorkers implements CriuWorkers {
  private static final Logger LOG = LoggerFactory.getLogger(KeeperWorkers.class);

  private final Keeper keeper;
  private final ContainerProcesses processes;
  private final CriuCommand command;
  private final List<Path> cgroups;

  /**
   * Workers in one container.
   *
   * @param keeper of the container; stays the caller's
   * @param processes finds the worker's number outside
   * @param command which CRIU
   * @param cgroups directories that workers enter: for restores those of the container, so that
   *     what is restored is in them; for dumps none, or freezing the container would freeze its
   *     worker
   */
  public KeeperWorkers(
      Keeper keeper, ContainerProcesses processes, CriuCommand command, List<Path> cgroups) {
    this.keeper = keeper;
    this.processes = processes;
    this.command = command;
    this.cgroups = List.copyOf(cgroups);
  }

  @Override
  public CriuWorker start(List<Descriptor> passed) {
    UnixSocket.Pair pair = UnixSocket.pair(SocketType.SEQPACKET);
    boolean started = false;
    try {
      List<Descriptor> descriptors = new ArrayList<>();
      descriptors.add(pair.second().descriptor());
      descriptors.addAll(passed);
      InsidePid pid =
          keeper.startWorker(
              WorkerSpec.of(command.worker(), descriptors)
                  .withEnvironment(CriuCommand.ENVIRONMENT)
                  .inCgroups(cgroups));
      CriuWorker worker = new SocketWorker(pair.first(), open(pid), () -> makeSubreaperOf(pid));
      started = true;
      return worker;
    } finally {
      pair.second().close();
      if (!started) {
        pair.first().close();
      }
    }
  }

  private void makeSubreaperOf(InsidePid worker) {
    try {
      keeper.makeSubreaperOf(worker);
    } catch (KeeperRefusedException e) {
      if (e.errno() != Errno.ENOSYS) {
        throw e;
      }
      LOG.debug("Only what has its session's leader will keep its parent", e);
    }
  }

  // An idle worker waits for its first request, so it is there unless somebody has killed it.
  private PidFd open(InsidePid pid) {
    try {
      Optional<PidFd> found =
          processes.find(keeper.localPid(), pid).map(ContainerProcess::local).flatMap(PidFd::open);
      if (found.isPresent()) {
        return found.get();
      }
    } catch (LinuxException e) {
      keeper.signal(new SignalTarget.OneProcess(pid), Signal.KILL);
      throw e;
    }
    throw new CriuFailedException(
        "CRIU in container "
            + keeper.container()
            + " ended when it was started (process "
            + pid
            + " inside); run 'ssi doctor'",
        CriuOutcome.UNDONE,
        List.of());
  }
}
