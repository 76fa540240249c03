package io.ssi.agent.control;

import io.ssi.linux.Signal;
import io.ssi.linux.SystemCallException;
import io.ssi.linux.syscall.Descriptor;
import io.ssi.linux.syscall.PeerCredentials;
import io.ssi.linux.syscall.UnixSocket;
import io.ssi.tools.VerbRunner;
import io.ssi.tools.service.Caller;
import io.ssi.tools.service.Cancellation;
import io.ssi.tools.service.Cancellation.Reason;
import io.ssi.tools.service.Console;
import io.ssi.tools.service.Services;
import io.ssi.tools.verb.CallerProcess;
import io.ssi.tools.verb.ExitStatus;
import io.ssi.tools.verb.VerbInput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One client, from the greeting to the exit status. */
final class Connection implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

  /** What all connections share. */
  record Room(
      ControlConfig config,
      VerbRunner runner,
      Services services,
      ThreadFactory verbThreads,
      Semaphore verbs,
      LongSupplier nanoClock) {}

  private record Streams(Descriptor in, OutputGate out, OutputGate err) implements AutoCloseable {
    /** Or a pipe that the client has let go of would seem to be read, or written, still. */
    void leaveToProgram() {
      in.close();
      out.close();
    }

    @Override
    public void close() {
      in.close();
      out.close();
      err.close();
    }
  }

  private final UnixSocket socket;
  private final Room room;
  private final Cancellation cancellation = new Cancellation();
  private final AtomicBoolean holdsPermit = new AtomicBoolean();

  Connection(UnixSocket socket, Room room) {
    this.socket = socket;
    this.room = room;
  }

  /** Asks the verb to end. */
  void cancel(Reason reason) {
    cancellation.cancel(reason);
  }

  /** Leaves the client. */
  @Override
  public void close() {
    socket.close();
  }

  /** Serves the client. Blocks until both it and its verb are at their ends. */
  void run() {
    try (socket;
        FrameReader frames = new FrameReader(socket, room.nanoClock())) {
      greet(frames);
    } catch (SystemCallException e) {
      LOG.debug("a client is gone", e);
    }
  }

  private void greet(FrameReader frames) {
    try {
      socket.send(Frame.hello(room.config().node(), ProcessHandle.current().pid()));
      Optional<Frame> first = frames.next(room.config().patience());
      if (first.isPresent()) {
        serve(first.get(), frames);
      }
    } catch (BrokenProtocolException e) {
      LOG.warn("left a client of user {}: {}", socket.peerCredentials().uid(), e.getMessage());
    }
  }

  private void serve(Frame first, FrameReader frames) {
    if (first.type() != FrameType.REQUEST) {
      throw new BrokenProtocolException("a client began with a frame " + first.type());
    }
    ControlRequest request = ControlRequest.decode(first.payload());
    List<Descriptor> passed = frames.takeDescriptors();
    Streams streams =
        new Streams(passed.get(0), new OutputGate(passed.get(1)), new OutputGate(passed.get(2)));
    if (request.arguments().isEmpty()) {
      refuse(streams, ExitStatus.USAGE, "an argument is not UTF-8, which is not understood");
      return;
    }
    if (!room.verbs().tryAcquire()) {
      refuse(
          streams,
          ExitStatus.FAILED,
          "the agent of "
              + room.config().node()
              + " already runs "
              + room.config().verbs()
              + " verbs; try again, or ask another with --on");
      return;
    }
    holdsPermit.set(true);
    ClientConsole console =
        new ClientConsole(
            socket,
            raw -> {
              // It may run for days, and takes little here; verbs are for those who ask something.
              releasePermit();
              streams.leaveToProgram();
              if (raw && request.terminal().error()) {
                streams.err().raw();
              }
            });
    VerbInput input = input(request, streams, console);
    Thread verb =
        room.verbThreads()
            .newThread(() -> runVerb(request.arguments().orElseThrow(), input, streams));
    verb.start();
    try {
      listen(frames, streams, console);
    } finally {
      join(verb);
    }
  }

  private void runVerb(List<String> arguments, VerbInput input, Streams streams) {
    Optional<ExitStatus> status = Optional.empty();
    try {
      status = Optional.of(room.runner().run(arguments, input));
    } finally {
      releasePermit();
      // Before the exit status: who reads a pipe to its end must not wait for us after the client.
      streams.close();
      // Without a status the JVM itself is in trouble, and the client says that it got none.
      status.ifPresentOrElse(this::exit, socket::shutdown);
    }
  }

  private void releasePermit() {
    if (holdsPermit.compareAndSet(true, false)) {
      room.verbs().release();
    }
  }

  private void listen(FrameReader frames, Streams streams, ClientConsole console) {
    try {
      for (Optional<Frame> frame = frames.next(); frame.isPresent(); frame = frames.next()) {
        take(frame.get(), streams, console.listener());
      }
    } catch (SystemCallException e) {
      LOG.debug("a client is gone", e);
    } finally {
      console.gone();
      cancel(Reason.CALLER_GONE);
      streams.out().abandon();
      streams.err().abandon();
    }
  }

  private void take(Frame frame, Streams streams, Optional<Console.Listener> program) {
    switch (frame.type()) {
      case SIGNAL, WINDOW, DATA, END, CLOSED, ROOM, DETACHED -> {
        if (program.isPresent()) {
          program.get().said(frame.message());
        } else if (frame.type() == FrameType.SIGNAL) {
          signal(frame, streams);
        } else if (frame.type() != FrameType.WINDOW) {
          // No verb redraws anything, so the size at the start is enough; the rest is for programs.
          throw new BrokenProtocolException("a client sent " + frame.type() + " to a verb");
        }
      }
      case HELLO, REQUEST, ATTACHED, EXIT ->
          throw new BrokenProtocolException("a client sent " + frame.type());
    }
  }

  private void signal(Frame frame, Streams streams) {
    if (frame.payload().remaining() != Integer.BYTES) {
      throw new BrokenProtocolException("a signal has no number");
    }
    int number = frame.payload().getInt();
    if (number == Signal.TSTP.number()) {
      streams.out().hold();
      streams.err().hold();
      return;
    }
    streams.out().release();
    streams.err().release();
    Optional<Reason> reason = reason(number);
    if (reason.isPresent()) {
      if (cancellation.isCancelled()) {
        streams.err().abandonIfBlocked();
      }
      cancel(reason.get());
      streams.out().abandonIfBlocked();
    }
  }

  private static Optional<Reason> reason(int signal) {
    for (Reason reason : Reason.values()) {
      if (reason.signal().orElse(-1) == signal) {
        return Optional.of(reason);
      }
    }
    return Optional.empty();
  }

  private VerbInput input(ControlRequest request, Streams streams, ClientConsole console) {
    PeerCredentials peer = socket.peerCredentials();
    Caller caller = new Caller(peer.uid(), peer.gid(), Set.copyOf(peer.groups()), peer.pid());
    CallerProcess process =
        new CallerProcess(
            caller,
            request.directory(),
            request.environment(),
            request.umask(),
            request.nice(),
            request.limits(),
            request.terminal(),
            request.unreadable());
    return new VerbInput(
        process,
        streams.in().inputStream(),
        streams.out(),
        streams.err(),
        cancellation,
        Optional.of(console),
        Optional.of(room.services()));
  }

  private void refuse(Streams streams, ExitStatus status, String why) {
    try (streams) {
      streams.err().write(("ssi: " + why + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      LOG.debug("nobody reads that {}", why, e);
    }
    exit(status);
  }

  private void exit(ExitStatus status) {
    try {
      int kind = status.kind() == ExitStatus.Kind.EXITED ? 0 : 1;
      socket.send(Frame.exit(kind, status.value()));
      // The client still gets the frame; our own reader sees the end.
      socket.shutdown();
    } catch (SystemCallException e) {
      LOG.debug("a client did not wait for its exit status", e);
    }
  }

  private static void join(Thread verb) {
    try {
      verb.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
