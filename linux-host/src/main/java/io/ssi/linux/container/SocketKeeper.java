package io.ssi.linux.container;

import io.ssi.linux.Errno;
import io.ssi.linux.InsidePid;
import io.ssi.linux.LocalPid;
import io.ssi.linux.Signal;
import io.ssi.linux.WaitStatus;
import io.ssi.linux.syscall.Descriptor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import java.util.function.Function;

/** A keeper over its socket: each method is one request of docs/keeper-protocol.md. */
final class SocketKeeper implements Keeper {
  // What the keeper may need beyond the time that a request itself allows.
  private static final Duration MARGIN = Duration.ofSeconds(10);
  // The keeper itself gives up a start that takes longer.
  private static final Duration EXEC_LIMIT = Duration.ofSeconds(10);

  private final int container;
  private final EventDelivery events;
  private final KeeperLink link;

  private SocketKeeper(int container, EventDelivery events, KeeperLink link) {
    this.container = container;
    this.events = events;
    this.link = link;
  }

  /** Connects; empty if nobody serves the path. */
  static Optional<Keeper> attach(int container, Path path, ThreadFactory threads) {
    EventDelivery events = new EventDelivery(container, threads);
    return KeeperLink.open(container, path, threads, events::accept)
        .map(link -> {
          events.start();
          return new SocketKeeper(container, events, link);
        });
  }

  @Override
  public int container() {
    return container;
  }

  @Override
  public LocalPid localPid() {
    return link.keeper().pid();
  }

  @Override
  public KeeperState state() {
    return look(KeeperFrame.of("hello"), reply -> ReplyReader.state(reply.frame()));
  }

  @Override
  public KeeperState subscribe(Consumer<KeeperEvent> listener) {
    events.add(listener);
    link.wantEvents();
    try {
      return look(KeeperFrame.of("subscribe"), reply -> ReplyReader.state(reply.frame()));
    } catch (RuntimeException e) {
      events.remove(listener);
      throw e;
    }
  }

  @Override
  public void unsubscribe(Consumer<KeeperEvent> listener) {
    events.remove(listener);
  }

  @Override
  public StartedProgram start(ProgramSpec program) {
    return ask(
        RequestWriter.start(program),
        List.of(),
        EXEC_LIMIT.plus(MARGIN),
        reply ->
            new StartedProgram(
                ReplyReader.pid(reply.frame(), "reaper"),
                ReplyReader.pid(reply.frame(), "program"),
                ReplyReader.streams(reply)));
  }

  @Override
  public Map<StreamName, Descriptor> streams() {
    return look(KeeperFrame.of("streams"), ReplyReader::streams);
  }

  @Override
  public void closeStream(StreamName stream) {
    tell(KeeperFrame.of("close").with("stream", stream.word()), MARGIN);
  }

  @Override
  public void adopt(StreamName stream, Descriptor outerEnd) {
    KeeperFrame frame = KeeperFrame.of("adopt").with("stream", stream.word()).with("fds", 1);
    ask(frame, List.of(outerEnd), MARGIN, reply -> reply);
  }

  @Override
  public void resizeTerminal(int rows, int columns) {
    tell(KeeperFrame.of("window").with("rows", rows).with("columns", columns), MARGIN);
  }

  @Override
  public void expect(InsidePid program) {
    tell(KeeperFrame.of("expect").with("program", program), MARGIN);
  }

  @Override
  public void expectEnded(InsidePid program, WaitStatus status) {
    tell(KeeperFrame.of("expect").with("program", program).with("status", status.raw()), MARGIN);
  }

  @Override
  public InsidePid startWorker(WorkerSpec worker) {
    return ask(
        RequestWriter.worker(worker),
        worker.descriptors(),
        EXEC_LIMIT.plus(MARGIN),
        reply -> ReplyReader.pid(reply.frame(), "pid"));
  }

  @Override
  public int cursor() {
    return look(KeeperFrame.of("cursor"), reply -> reply.frame().number("value"));
  }

  @Override
  public void moveCursor(int last) {
    tell(KeeperFrame.of("cursor").with("set", last), MARGIN);
  }

  @Override
  public void makeSubreaperOf(InsidePid worker) {
    tell(KeeperFrame.of("subreaper").with("worker", worker), MARGIN);
  }

  @Override
  public boolean signal(SignalTarget target, Signal signal) {
    try {
      tell(RequestWriter.signal(target, signal.number()), MARGIN);
      return true;
    } catch (KeeperRefusedException e) {
      if (e.errno() == Errno.ESRCH) {
        return false;
      }
      throw e;
    }
  }

  @Override
  public List<ContainerChild> children() {
    return look(KeeperFrame.of("status"), SocketKeeper::childrenOf);
  }

  @Override
  public Optional<ContainerChild> child(InsidePid pid) {
    try {
      KeeperFrame frame = KeeperFrame.of("status").with("pid", pid);
      return look(frame, SocketKeeper::childrenOf).stream().findFirst();
    } catch (KeeperRefusedException e) {
      if (e.errno() == Errno.ESRCH) {
        return Optional.empty();
      }
      throw e;
    }
  }

  @Override
  public void freeze(Duration limit) {
    tell(KeeperFrame.of("freeze").with("timeout", limit.toMillis()), limit.plus(MARGIN));
  }

  @Override
  public void thaw(Duration limit) {
    tell(KeeperFrame.of("thaw").with("timeout", limit.toMillis()), limit.plus(MARGIN));
  }

  @Override
  public void killAll(Duration limit) {
    tell(KeeperFrame.of("kill").with("timeout", limit.toMillis()), limit.plus(MARGIN));
  }

  @Override
  public void dismiss(boolean force) {
    KeeperFrame frame = KeeperFrame.of("dismiss");
    tell(force ? frame.with("force", "yes") : frame, MARGIN);
    if (!link.keeper().awaitExit(MARGIN)) {
      throw new KeeperUnansweredException(
          container,
          "dismiss",
          "process " + localPid() + " has not ended; one that entered from outside is not reaped");
    }
  }

  @Override
  public void close() {
    link.close();
    events.close();
  }

  @Override
  public String toString() {
    return "keeper of container " + container + " (process " + localPid() + ")";
  }

  private static List<ContainerChild> childrenOf(KeeperReply reply) {
    return reply.frame().all("child").stream().map(ReplyReader::child).toList();
  }

  private void tell(KeeperFrame frame, Duration limit) {
    ask(frame, List.of(), limit, reply -> reply);
  }

  /** For requests that change nothing and so may be made twice. */
  private <T> T look(KeeperFrame frame, Function<KeeperReply, T> reader) {
    try {
      return ask(frame, List.of(), MARGIN, reader);
    } catch (KeeperUnansweredException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw e;
      }
      return ask(frame, List.of(), MARGIN, reader);
    }
  }

  private <T> T ask(
      KeeperFrame frame,
      List<Descriptor> descriptors,
      Duration limit,
      Function<KeeperReply, T> reader) {
    KeeperReply reply = link.ask(frame, descriptors, limit);
    try {
      return reader.apply(reply);
    } catch (RuntimeException e) {
      reply.close();
      throw e;
    }
  }
}
