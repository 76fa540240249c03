package io.ssi.pid.foreground;

import io.ssi.linux.Signal;
import io.ssi.linux.WaitStatus;
import io.ssi.linux.container.StreamName;
import io.ssi.pid.host.AttachedProgram;
import io.ssi.pid.message.Leaving;
import io.ssi.pid.message.ResumeRequest.Position;
import io.ssi.pid.message.RunState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run in the foreground, on the node of its program. */
final class HostedRun {
  private static final Logger LOG = LoggerFactory.getLogger(HostedRun.class);

  /** What makes a client give up what it has not written, once it knows of the end. */
  private static final Set<Integer> ENDING =
      Set.of(Signal.HUP.number(), Signal.INT.number(), Signal.QUIT.number(), Signal.TERM.number());

  private final AttachedProgram program;
  private final ProgramOutput output;
  private final RunLink link;
  private final LogReplay replay;
  private final RunState begun;
  private final ThreadFactory threads;
  private final boolean terminal;
  private final Optional<InputPump> input;
  private final List<OutputPump> outputs = new ArrayList<>();
  private final List<Thread> pumping = new ArrayList<>();
  private volatile boolean told;
  private volatile boolean paused;
  private volatile boolean isEnding;
  private volatile Leaving leaving;
  // Of the thread that receives only.
  private int signals;

  HostedRun(
      AttachedProgram program,
      ProgramOutput output,
      RunEnds ends,
      RunLink link,
      LogReplay replay,
      Begin begin,
      ThreadFactory threads) {
    this.program = program;
    this.output = output;
    this.link = link;
    this.replay = replay;
    this.begun = begin.state();
    this.leaving = begun.leaving();
    this.signals = begun.signals();
    this.threads = threads;
    this.terminal = ends.terminal();
    this.input =
        ends.input()
            .map(end ->
                new InputPump(
                    end,
                    terminal,
                    link::send,
                    () -> program.closeStream(StreamName.STDIN),
                    begun.input()));
    for (RunEnds.Output end : ends.outputs()) {
      boolean isOutput = end.stream() == RunStream.OUTPUT;
      outputs.add(
          new OutputPump(
              end,
              link::send,
              isOutput ? begun.output() : begun.errors(),
              isOutput ? begin.output() : begin.errors(),
              output.journal(end.stream())));
    }
  }

  /**
   * Where a run begins, or goes on.
   *
   * @param state how far it has come
   * @param output how far its output has come at the caller
   * @param errors the same of what it complains
   */
  record Begin(RunState state, Position output, Position errors) {

    /** At the beginning. */
    static Begin of(RunState state) {
      return new Begin(state, new Position(0, 0), new Position(0, 0));
    }
  }

  /**
   * Cuts the caller off, who is to come back; {@link #run} returns soon.
   *
   * @return false if that cannot be done while its log is being told
   */
  boolean pause() {
    if (!replay.isOver()) {
      return false;
    }
    paused = true;
    link.close();
    return true;
  }

  /** How far it has come when it was cut off; empty if it is over. To be asked after its end. */
  Optional<RunState> paused() {
    return paused ? Optional.of(state()) : Optional.empty();
  }

  private RunState state() {
    return new RunState(
        begun.token(),
        begun.caller(),
        leaving,
        signals,
        input.map(InputPump::state).orElse(begun.input()),
        state(RunStream.OUTPUT, begun.output(), replay.sent()),
        state(RunStream.ERRORS, begun.errors(), 0));
  }

  private RunState.Output state(RunStream stream, RunState.Output otherwise, long before) {
    return outputs.stream()
        .filter(pump -> pump.stream() == stream)
        .findFirst()
        .map(OutputPump::state)
        .map(live ->
            new RunState.Output(
                live.untaken(), before + live.sent(), live.unsent(), live.isRefused()))
        .orElse(otherwise);
  }

  /**
   * Serves it until it has ended or the caller is lost. Blocks.
   *
   * @return what is to take its output from then on
   */
  List<LogDrain> run() {
    List<Thread> writing = input.map(this::start).stream().toList();
    pumping.add(start(this::replayAndPump));
    outputs.stream()
        .filter(pump -> pump.stream() != RunStream.OUTPUT)
        .forEach(pump -> pumping.add(start(pump)));
    Thread end = start(this::finish);
    boolean left = false;
    try {
      if (input.isEmpty() && !begun.input().ended()) {
        link.send(new RunMessage.Closed(RunStream.INPUT));
      }
      while (!left) {
        left = take(link.receive());
      }
    } catch (IOException e) {
      if (!told && !paused) {
        LOG.info("application {}: its caller is lost", program.application().id(), e);
      }
    } finally {
      link.close();
      end.interrupt();
      replay.stop();
      outputs.forEach(OutputPump::stop);
      input.ifPresent(InputPump::stop);
      boolean isDone = awaitAll(writing) && awaitAll(List.of(end)) && awaitAll(pumping);
      LOG.debug("application {}: out of the foreground: {}", program.application().id(), isDone);
    }
    paused &= !left && !told;
    if (paused) {
      outputs.forEach(pump -> pump.outer().close());
      return List.of();
    }
    return leave(left);
  }

  /** Whether the program's end, and all that it wrote before, was told. */
  boolean isTold() {
    return told;
  }

  /**
   * No process of it is left: what it has written and nobody took stays, whatever becomes of this
   * agent.
   */
  void secure() {
    outputs.forEach(OutputPump::secure);
  }

  private void replayAndPump() {
    try {
      if (replay.run()) {
        outputs.stream().filter(pump -> pump.stream() == RunStream.OUTPUT).forEach(OutputPump::run);
      }
    } catch (IOException e) {
      // Whoever receives from the link notices too, and decides what becomes of the program.
      LOG.debug("application {}: its log was not told", program.application().id(), e);
    }
  }

  private Thread start(Runnable task) {
    Thread thread = threads.newThread(task);
    thread.start();
    return thread;
  }

  /** Does what the caller says; true when the caller is gone. */
  private boolean take(RunMessage message) throws IOException {
    switch (message) {
      case RunMessage.Data(RunStream stream, byte[] bytes) when stream == RunStream.INPUT -> {
        if (input.isPresent()) {
          input.get().offer(bytes);
        }
      }
      case RunMessage.End(RunStream stream) when stream == RunStream.INPUT ->
          input.ifPresent(InputPump::end);
      case RunMessage.Room(RunStream stream, int bytes) when stream != RunStream.INPUT -> {
        int live = stream == RunStream.OUTPUT ? replay.allow(bytes) : bytes;
        for (OutputPump pump : outputs) {
          if (pump.stream() == stream) {
            pump.allow(live);
          }
        }
      }
      case RunMessage.Closed(RunStream stream) when stream != RunStream.INPUT -> closed(stream);
      case RunMessage.Signalled(int number) -> {
        signal(number);
        signals++;
      }
      case RunMessage.Resized(int rows, int columns) -> {
        if (terminal && rows > 0 && columns > 0) {
          program.resize(rows, columns);
        }
      }
      case RunMessage.CallerGone() -> {
        return true;
      }
      case RunMessage.Detached() -> {
        leaving = Leaving.STAY;
        return true;
      }
      default -> throw new IOException("The caller sent " + message.getClass().getSimpleName());
    }
    return false;
  }

  private void closed(RunStream stream) {
    for (OutputPump pump : outputs) {
      if (pump.stream() == stream) {
        pump.receiverGone();
        if (!(terminal && stream == RunStream.OUTPUT)) {
          program.closeStream(stream == RunStream.OUTPUT ? StreamName.STDOUT : StreamName.STDERR);
        }
      }
    }
  }

  private void signal(int number) throws IOException {
    if (isEnding && ENDING.contains(number)) {
      outputs.forEach(OutputPump::giveUpWaiting);
    }
    Signal signal;
    try {
      signal = new Signal(number);
    } catch (IllegalArgumentException e) {
      throw new IOException("The caller sent signal " + number, e);
    }
    boolean stops = signal.equals(Signal.TSTP) || signal.equals(Signal.CONT);
    if (!stops) {
      program.signal(signal);
    } else if (!terminal) {
      // TSTP does nothing to a process group without a parent in its session: setpgid(2).
      program.signal(signal.equals(Signal.TSTP) ? Signal.STOP : signal);
    }
  }

  /** Tells the end, after all that was written before it. */
  private void finish() {
    try {
      Optional<WaitStatus> status = program.end().get();
      outputs.forEach(OutputPump::drain);
      for (Thread pump : pumping) {
        pump.join();
      }
      isEnding = true;
      outputs.forEach(OutputPump::awaitTaken);
      link.send(new RunMessage.End(RunStream.OUTPUT));
      link.send(new RunMessage.End(RunStream.ERRORS));
      link.send(
          status
              .<RunMessage>map(RunMessage.Ended::new)
              .orElseGet(() -> new RunMessage.Lost("its container was ended")));
      told = true;
      link.endOutput();
    } catch (IOException | ExecutionException e) {
      LOG.debug("application {}: its end was not told", program.application().id(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What becomes of the program; gives what takes its output from now on. */
  private List<LogDrain> leave(boolean left) {
    boolean hangsUp = left && !told && leaving == Leaving.HANG_UP;
    if (told || (left && leaving != Leaving.STAY)) {
      program.closeStream(StreamName.STDIN);
    }
    if (hangsUp) {
      program.signal(Signal.HUP);
      program.signal(Signal.CONT);
    }
    List<LogDrain> drains = new ArrayList<>();
    for (OutputPump pump : outputs) {
      boolean isTerminal = terminal && pump.stream() == RunStream.OUTPUT;
      byte[] first = told ? new byte[0] : pump.rest();
      if (hangsUp && isTerminal) {
        // The last copy of the master: the kernel tells all who have the terminal.
        pump.outer().close();
        program.closeStream(StreamName.PTY);
        output.settle(pump.stream(), first);
      } else if (pump.outer().isOpen()) {
        drains.add(
            output.drain(new RunEnds.Output(pump.stream(), pump.outer(), isTerminal), first));
      } else {
        output.journal(pump.stream()).clear();
      }
    }
    return drains;
  }

  private static boolean awaitAll(List<Thread> tasks) {
    try {
      for (Thread task : tasks) {
        task.join();
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
