package io.ssi.pid.foreground;

import io.ssi.linux.LinuxException;
import io.ssi.linux.container.ProgramStreams;
import io.ssi.linux.container.StreamSpec;
import io.ssi.membership.MembershipException;
import io.ssi.membership.stream.BulkStream;
import io.ssi.membership.stream.BulkStreams;
import io.ssi.pid.Application;
import io.ssi.pid.ApplicationId;
import io.ssi.pid.Owner;
import io.ssi.pid.PidException;
import io.ssi.pid.StartFailedException;
import io.ssi.pid.host.AttachedProgram;
import io.ssi.pid.message.AttachReply;
import io.ssi.pid.message.AttachRequest;
import io.ssi.pid.message.ForegroundRequest;
import io.ssi.pid.message.Leaving;
import io.ssi.pid.message.ResumeReply;
import io.ssi.pid.message.ResumeRequest;
import io.ssi.pid.message.RunState;
import io.ssi.pid.message.RunTerminal;
import io.ssi.pid.message.StartReply;
import io.ssi.pid.message.StartRequest;
import io.ssi.pid.wire.AttachWire;
import io.ssi.pid.wire.RouteWire;
import io.ssi.pid.wire.RunWire;
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

  /** What the streams of those are for whose program was moved. */
  static final String RESUME = "pid.resume";

  static final int MOST = 96;
  private static final String FULL = "it already runs " + MOST + " programs in the foreground";
  private static final Logger LOG = LoggerFactory.getLogger(ForegroundServer.class);

  private final Starter starter;
  private final OutputJournals journals;
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
   * @param journals keep what callers have not taken
   * @param threads makes threads for what waits; virtual ones
   */
  public ForegroundServer(Starter starter, OutputJournals journals, ThreadFactory threads) {
    this.starter = starter;
    this.journals = journals;
    this.programs = new HostedPrograms(journals, threads);
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
   * A record of the registry was changed: nobody can attach any more to a program that the cluster
   * has forgotten. An {@link io.ssi.pid.registry.ApplicationListener}.
   *
   * @param id the application
   * @param now its record; empty if it was forgotten
   */
  public void changed(ApplicationId id, Optional<Application> now) {
    programs.changed(id, now);
  }

  /**
   * Puts what an agent before this one had not passed on into the logs, and serves callers. Called
   * once, before the agent joins and any program is taken back.
   *
   * @param streams where they come in
   */
  public void serve(BulkStreams streams) {
    journals.recover();
    streams.accept(PURPOSE, this::serve);
    streams.accept(ATTACH, this::attach);
    streams.accept(RESUME, this::resume);
  }

  /**
   * Cuts callers and logs off the streams of a program that is about to be moved, so that from now
   * on nothing of them moves but what the program itself reads and writes. Does nothing for a
   * program without streams. Blocks.
   *
   * @param id the application
   * @return why that cannot be now; empty if it is done
   */
  public Optional<String> hold(ApplicationId id) {
    try {
      Optional<HostedProgram> program = programs.find(id);
      return program.isPresent() ? program.get().hold() : Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("this agent ends");
    }
  }

  /**
   * How far the run of a program has come that is held.
   *
   * @param id the application
   * @return for {@link #arrive} on the node that it goes to
   */
  public byte[] state(ApplicationId id) {
    return RunWire.encode(programs.find(id).map(HostedProgram::state).orElse(RunState.NOBODY));
  }

  /**
   * A program that was held stays here; its caller may come back. Repeatable.
   *
   * @param id the application
   */
  public void let(ApplicationId id) {
    programs.find(id).ifPresent(HostedProgram::let);
  }

  /**
   * A program that was held lives elsewhere now. Repeatable.
   *
   * @param id the application
   */
  public void gone(ApplicationId id) {
    programs.gone(id);
  }

  /**
   * A program has come here; its caller may go on with its run.
   *
   * @param program with the far ends of its streams
   * @param state what {@link #state} gave where it was before
   */
  public void arrive(AttachedProgram program, byte[] state) {
    programs.taken(program).arrive(RunWire.state(state));
  }

  private void resume(BulkStream stream) {
    try (RunLink link = new RunLink(stream)) {
      ResumeRequest request = RunWire.request(link.receiveBody());
      Optional<HostedProgram> found = programs.find(request.application());
      if (found.isEmpty()) {
        refuse(link, RunWire.encode(new ResumeReply.NotHeld()));
      } else if (slots.tryAcquire()) {
        try {
          resume(found.get(), link, request);
        } finally {
          slots.release();
        }
      } else {
        refuse(link, RunWire.encode(new ResumeReply.NotYet()));
      }
    } catch (IOException e) {
      LOG.debug("a caller of node {} is gone", stream.peer(), e);
    }
  }

  private void resume(HostedProgram program, RunLink link, ResumeRequest request)
      throws IOException {
    program.resume(
        link,
        request,
        reply -> {
          if (reply instanceof ResumeReply.Resumed) {
            link.sendBody(RunWire.encode(reply));
          } else {
            refuse(link, RunWire.encode(reply));
          }
        });
    if (program.isTold()) {
      programs.ended(program);
    }
  }

  private void attach(BulkStream stream) {
    try (RunLink link = new RunLink(stream)) {
      AttachRequest request = AttachWire.request(link.receiveBody());
      Optional<HostedProgram> found =
          programs.find(request.application()).filter(program -> !program.isTold());
      if (found.isEmpty()) {
        refuse(link, AttachWire.encode(new AttachReply.NotHeld()));
        return;
      }
      if (!slots.tryAcquire()) {
        refuse(link, AttachWire.encode(new AttachReply.Refused(FULL)));
        return;
      }
      try {
        Optional<String> refusal = refusal(found.get(), request);
        if (refusal.isPresent()) {
          refuse(link, AttachWire.encode(new AttachReply.Refused(refusal.get())));
        } else {
          attach(found.get(), link, request.token());
        }
      } finally {
        slots.release();
      }
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
    return program.seat(request.name());
  }

  private void attach(HostedProgram program, RunLink link, String token) {
    try {
      link.sendBody(AttachWire.encode(new AttachReply.Attached(program.hasTerminal())));
    } catch (IOException e) {
      LOG.debug("application {}: its caller is lost", program.application().id(), e);
    }
    program.attach(link, token);
    if (program.isTold()) {
      programs.ended(program);
    }
  }

  private void serve(BulkStream stream) {
    RunLink link = new RunLink(stream);
    try (link) {
      ForegroundRequest request = RouteWire.foregroundRequest(link.receiveBody());
      if (!slots.tryAcquire()) {
        refuse(link, 1, FULL);
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
    String who = "whoever started it, " + program.application().owner().user() + ",";
    HostedProgram hosted = programs.taken(program);
    var _ = hosted.seat(who);
    try {
      link.sendBody(RouteWire.encode(new StartReply.Started(program.application())));
    } catch (IOException e) {
      LOG.info("application {}: its caller is lost", program.application().id(), e);
    }
    // Also without a caller: then at once what is done whenever one is lost.
    hosted.serve(
        link,
        RunState.begun(
            request.start().token(),
            who,
            request.detachWhenLeft() ? Leaving.END_INPUT : Leaving.HANG_UP));
  }

  private static void refuse(RunLink link, int exitStatus, String why) throws IOException {
    refuse(link, RouteWire.encode(new StartReply.Refused(exitStatus, why)));
  }

  /** The answer is all that the caller gets. */
  private static void refuse(RunLink link, byte[] answer) throws IOException {
    link.sendBody(answer);
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
