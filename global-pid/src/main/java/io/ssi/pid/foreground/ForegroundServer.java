package io.ssi.pid.foreground;

import io.ssi.linux.LinuxException;
import io.ssi.linux.container.ProgramStreams;
import io.ssi.linux.container.StreamSpec;
import io.ssi.membership.MembershipException;
import io.ssi.membership.stream.BulkStream;
import io.ssi.membership.stream.BulkStreams;
import io.ssi.pid.Owner;
import io.ssi.pid.PidException;
import io.ssi.pid.StartFailedException;
import io.ssi.pid.host.AttachedProgram;
import io.ssi.pid.message.AttachReply;
import io.ssi.pid.message.AttachRequest;
import io.ssi.pid.message.ForegroundRequest;
import io.ssi.pid.message.RunTerminal;
import io.ssi.pid.message.StartReply;
import io.ssi.pid.message.StartRequest;
import io.ssi.pid.wire.AttachWire;
import io.ssi.pid.wire.RouteWire;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs programs of this node in the foreground of callers elsewhere, each over a stream of its own.
 * At most {@value #MOST} at a time, so that moves and checkpoints always find a stream.
 */
public final class ForegroundServer {
  /** What the streams are for. */
  static final String PURPOSE = "pid.foreground";

  /** What the streams of those are for who come later. */
  static final String ATTACH = "pid.attach";

  static final int MOST = 96;
  private static final Logger LOG = LoggerFactory.getLogger(ForegroundServer.class);

  private final Starter starter;
  private final HostedPrograms programs;
  private final Semaphore slots = new Semaphore(MOST);

  /** Starts programs here, as {@code ContainerHost.start} does. */
  @FunctionalInterface
  public interface Starter {

    /**
     * Starts a program.
     *
     * @param request what to start
     * @param streams pipes or a terminal
     * @return the program
     * @throws StartFailedException if it cannot be started
     */
    AttachedProgram start(StartRequest request, ProgramStreams streams);
  }

  /**
   * For this node.
   *
   * @param starter starts programs here
   * @param threads makes threads for what waits; virtual ones
   */
  public ForegroundServer(Starter starter, ThreadFactory threads) {
    this.starter = starter;
    this.programs = new HostedPrograms(threads);
  }

  /**
   * Takes what a program writes into its log, after its agent has died; to be called before the
   * container may be taken down.
   *
   * @param program one whose streams its keeper has kept
   */
  public void takeBack(AttachedProgram program) {
    programs.left(program);
  }

  /**
   * Serves callers. Called once, before the agent joins.
   *
   * @param streams where they come in
   */
  public void serve(BulkStreams streams) {
    streams.accept(PURPOSE, this::serve);
    streams.accept(ATTACH, this::attach);
  }

  private void attach(BulkStream stream) {
    try (RunLink link = new RunLink(stream)) {
      AttachRequest request = AttachWire.request(link.receiveBody());
      Optional<HostedProgram> found = programs.find(request.application());
      if (found.isEmpty()) {
        link.sendBody(AttachWire.encode(new AttachReply.NotHeld()));
        link.endOutput();
        return;
      }
      Optional<String> refusal = refusal(found.get(), request);
      if (refusal.isPresent()) {
        link.sendBody(AttachWire.encode(new AttachReply.Refused(refusal.get())));
        link.endOutput();
        return;
      }
      attach(found.get(), link);
    } catch (IOException e) {
      LOG.debug("a caller of node {} is gone", stream.peer(), e);
    }
  }

  /** Why somebody cannot have a program; empty if it is theirs from now on. */
  private static Optional<String> refusal(HostedProgram program, AttachRequest request) {
    Owner owner = program.application().owner();
    if (!request.caller().mayActOn(owner.uid())) {
      return Optional.of("Operation not permitted (EPERM); it belongs to " + owner.user());
    }
    return program.seat(request.name()).map(other -> other + " has it in the foreground");
  }

  private void attach(HostedProgram program, RunLink link) {
    try {
      link.sendBody(AttachWire.encode(new AttachReply.Attached(program.hasTerminal())));
    } catch (IOException e) {
      LOG.debug("application {}: its caller is lost", program.application().id(), e);
    }
    program.attach(link);
    if (program.isTold()) {
      programs.ended(program);
    }
  }

  private void serve(BulkStream stream) {
    RunLink link = new RunLink(stream);
    try (link) {
      ForegroundRequest request = RouteWire.foregroundRequest(link.receiveBody());
      if (!slots.tryAcquire()) {
        refuse(link, 1, "it already runs " + MOST + " programs in the foreground");
        return;
      }
      try {
        serve(request, link);
      } finally {
        slots.release();
      }
    } catch (IOException e) {
      LOG.debug("a caller of node {} is gone", stream.peer(), e);
    }
  }

  private void serve(ForegroundRequest request, RunLink link) throws IOException {
    AttachedProgram program;
    try {
      program = starter.start(request.start(), streams(request.terminal()));
    } catch (StartFailedException e) {
      refuse(link, e.exitStatus(), String.valueOf(e.getMessage()));
      return;
    } catch (PidException | MembershipException | LinuxException e) {
      refuse(link, 1, String.valueOf(e.getMessage()));
      return;
    }
    try {
      link.sendBody(RouteWire.encode(new StartReply.Started(program.application())));
    } catch (IOException e) {
      LOG.info("application {}: its caller is lost", program.application().id(), e);
    }
    // Also without a caller: then at once what is done whenever one is lost.
    programs
        .taken(program)
        .serve(
            link,
            request.detachWhenLeft() ? Leaving.END_INPUT : Leaving.HANG_UP,
            "whoever started it, " + program.application().owner().user() + ",");
  }

  private static void refuse(RunLink link, int exitStatus, String why) throws IOException {
    link.sendBody(RouteWire.encode(new StartReply.Refused(exitStatus, why)));
    link.endOutput();
  }

  private static ProgramStreams streams(Optional<RunTerminal> wanted) {
    if (wanted.isEmpty()) {
      return ProgramStreams.pipes();
    }
    RunTerminal terminal = wanted.get();
    boolean isKnown = terminal.rows() > 0 && terminal.columns() > 0;
    StreamSpec screen = new StreamSpec.OfTerminal();
    ProgramStreams usual =
        ProgramStreams.of(
            screen, screen, terminal.errorsApart() ? new StreamSpec.OfPipe() : screen);
    return new ProgramStreams(
        usual.stdin(),
        usual.stdout(),
        usual.stderr(),
        isKnown ? terminal.rows() : usual.rows(),
        isKnown ? terminal.columns() : usual.columns());
  }
}
