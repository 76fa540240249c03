package io.ssi.pid.host;

import io.ssi.linux.InsidePid;
import io.ssi.linux.LinuxException;
import io.ssi.linux.Signal;
import io.ssi.linux.WaitStatus;
import io.ssi.linux.container.KeeperState;
import io.ssi.linux.container.SignalTarget;
import io.ssi.linux.container.StreamName;
import io.ssi.linux.syscall.Descriptor;
import io.ssi.pid.Application;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A program that was just started here, with the far ends of its streams. Any thread. What is done
 * to a program that has ended meanwhile is ignored.
 */
public final class AttachedProgram implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AttachedProgram.class);

  private final Application application;
  private final InsidePid pid;
  private final Map<StreamName, Descriptor> streams;
  private final HostedContainer container;
  private final Path log;

  AttachedProgram(
      Application application,
      InsidePid pid,
      Map<StreamName, Descriptor> streams,
      HostedContainer container,
      Path log) {
    this.application = application;
    this.pid = pid;
    this.streams = Map.copyOf(streams);
    this.container = container;
    this.log = log;
  }

  /** The program of a container whose keeper holds far ends of it; empty if it holds none. */
  static Optional<AttachedProgram> of(
      Application application, HostedContainer container, KeeperState state, Path log) {
    if (state.streams().isEmpty()) {
      return Optional.empty();
    }
    return state
        .program()
        .map(pid ->
            new AttachedProgram(application, pid, container.keeper().streams(), container, log));
  }

  /**
   * The application that it is the program of.
   *
   * @return its record at the start
   */
  public Application application() {
    return application;
  }

  /**
   * The far ends of its pipes, or the master of its terminal.
   *
   * @return whoever asks closes them
   */
  public Map<StreamName, Descriptor> streams() {
    return streams;
  }

  /**
   * The far ends that its keeper holds now.
   *
   * @return copies of them, which whoever asks closes; none when the keeper is gone
   */
  public Map<StreamName, Descriptor> currentStreams() {
    try {
      return container.keeper().streams();
    } catch (LinuxException | IllegalStateException e) {
      // The latter when the container was taken down and the connection closed.
      LOG.debug("container {}: its keeper has no streams", container.number(), e);
      return Map.of();
    }
  }

  /**
   * Where its output goes when nobody else takes it.
   *
   * @return a file that is there
   */
  public Path log() {
    return log;
  }

  /**
   * Its end.
   *
   * @return completed when it has ended, with its status; with nothing if nobody can tell that. Not
   *     completed if it goes to another node
   */
  public CompletableFuture<Optional<WaitStatus>> end() {
    return container.programEnd();
  }

  /**
   * Before the container of a program is taken down because no process is left in it, something is
   * to be done; it should not take long.
   *
   * @param action in place of any that was given before
   */
  public void whenEmpty(Runnable action) {
    container.whenEmpty(action);
  }

  /**
   * Signals its process group; the program alone if it has left that.
   *
   * @param signal which
   */
  public void signal(Signal signal) {
    quietly(() -> {
      if (!container.keeper().signal(new SignalTarget.ProcessGroup(pid), signal)) {
        var _ = container.keeper().signal(new SignalTarget.OneProcess(pid), signal);
      }
    });
  }

  /**
   * Gives its terminal another size.
   *
   * @param rows its lines
   * @param columns its columns
   */
  public void resize(int rows, int columns) {
    quietly(() -> container.keeper().resizeTerminal(rows, columns));
  }

  /**
   * Lets the keeper close its copy of a far end.
   *
   * @param stream which
   */
  public void closeStream(StreamName stream) {
    quietly(() -> container.keeper().closeStream(stream));
  }

  /** Closes the far ends here; the keeper has its own. */
  @Override
  public void close() {
    streams.values().forEach(Descriptor::close);
  }

  private void quietly(Runnable request) {
    try {
      request.run();
    } catch (LinuxException | IllegalStateException e) {
      // The latter when the container was taken down and the connection closed.
      LOG.debug("container {}: its keeper did not do it", container.number(), e);
    }
  }
}
