package io.ssi.tools.testing;

import io.ssi.pid.AppOrPid;
import io.ssi.pid.ApplicationId;
import io.ssi.pid.ContainerNumber;
import io.ssi.pid.GlobalPid;
import io.ssi.tools.service.Applications;
import io.ssi.tools.service.StartRequest;
import io.ssi.tools.service.ToolsException;
import io.ssi.tools.service.VerbCall;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Starts nothing and says that it runs; logs are what they were told to be. */
public final class FakeApplications implements Applications {

  /** Something that a program wrote. */
  public record Written(int stream, String text) {}

  /** What was asked to be started. */
  public final List<StartRequest> started = new ArrayList<>();

  /** What every program wrote. */
  public final List<Written> log = new ArrayList<>();

  /** What to throw at the next start. */
  public Optional<ToolsException> failure = Optional.empty();

  @Override
  public Started start(StartRequest request, VerbCall call) {
    failure.ifPresent(e -> {
      throw e;
    });
    started.add(request);
    ContainerNumber container = new ContainerNumber(16 + started.size());
    String node = request.node().map(id -> "node" + id).orElse("node1");
    return new Started(GlobalPid.inContainer(container, 3), ApplicationId.of(container), node);
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
