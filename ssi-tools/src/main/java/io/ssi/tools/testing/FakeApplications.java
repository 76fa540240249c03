package io.ssi.tools.testing;

import io.ssi.membership.NodeId;
import io.ssi.pid.AppOrPid;
import io.ssi.pid.ApplicationId;
import io.ssi.pid.ContainerNumber;
import io.ssi.pid.GlobalPid;
import io.ssi.pid.foreground.RunMessage;
import io.ssi.pid.foreground.RunStream;
import io.ssi.tools.service.Applications;
import io.ssi.tools.service.Console;
import io.ssi.tools.service.Foreground;
import io.ssi.tools.service.ProcessEnd;
import io.ssi.tools.service.StartRequest;
import io.ssi.tools.service.ToolsException;
import io.ssi.tools.service.VerbCall;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** Starts nothing and says that it runs; logs are what they were told to be. */
public final class FakeApplications implements Applications {

  /** Something that a program wrote. */
  public record Written(int stream, String text) {}

  /** What was asked to be started. */
  public final List<StartRequest> started = new CopyOnWriteArrayList<>();

  /** How programs were connected that were run in the foreground. */
  public final List<Foreground> connected = new CopyOnWriteArrayList<>();

  /** Whether programs in the foreground give back what is said to them, until the end of input. */
  public boolean echoes;

  /** How programs in the foreground end; at once if they do not echo. */
  public ProcessEnd end = new ProcessEnd.Exited(0);

  /** What was attached to. */
  public final List<AppOrPid> attached = new ArrayList<>();

  /** What every program wrote. */
  public final List<Written> log = new ArrayList<>();

  /** The node with most to spare. */
  public NodeId best = new NodeId(1);

  /** What programs in the foreground write to their standard output, by node. */
  public final Map<NodeId, String> written = new ConcurrentHashMap<>();

  /** How programs in the foreground end on some nodes. */
  public final Map<NodeId, ProcessEnd> ends = new ConcurrentHashMap<>();

  /** What to throw at the next start. */
  public Optional<ToolsException> failure = Optional.empty();

  @Override
  public Started start(StartRequest request, VerbCall call) {
    failure.ifPresent(e -> {
      throw e;
    });
    int count;
    synchronized (started) {
      started.add(request);
      count = started.size();
    }
    ContainerNumber container = new ContainerNumber(16 + count);
    String node = request.node().map(id -> "node" + id).orElse("node1");
    return new Started(GlobalPid.inContainer(container, 3), ApplicationId.of(container), node);
  }

  @Override
  public NodeId best(VerbCall call) {
    return best;
  }

  @Override
  public ProcessEnd run(StartRequest request, Foreground how, VerbCall call) {
    failure.ifPresent(e -> {
      throw e;
    });
    started.add(request);
    connected.add(how);
    CountDownLatch over = new CountDownLatch(echoes ? 1 : 0);
    how.console().attach(new Echo(how.console(), over), how.terminal().isPresent());
    Optional<NodeId> node = request.node();
    node.map(written::get)
        .map(text -> text.getBytes(StandardCharsets.UTF_8))
        .ifPresent(bytes -> how.console().send(new RunMessage.Data(RunStream.OUTPUT, bytes)));
    try {
      over.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return node.map(ends::get).orElse(end);
  }

  @Override
  public ProcessEnd attach(AppOrPid target, Console console, VerbCall call) {
    attached.add(target);
    return end;
  }

  private record Echo(Console console, CountDownLatch over) implements Console.Listener {
    @Override
    public void said(RunMessage message) {
      if (message instanceof RunMessage.End) {
        over.countDown();
      } else {
        console.send(message);
      }
    }

    @Override
    public void gone() {
      over.countDown();
    }
  }

  @Override
  public void copyLog(AppOrPid target, boolean follow, LogSink sink, VerbCall call) {
    for (Written written : log) {
      byte[] bytes = written.text().getBytes(StandardCharsets.UTF_8);
      sink.write(written.stream(), bytes, bytes.length);
      call.cancellation().throwIfCancelled("the application runs on");
    }
  }
}
