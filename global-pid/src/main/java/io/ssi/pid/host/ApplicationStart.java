package io.ssi.pid.host;

import io.ssi.linux.Errno;
import io.ssi.linux.LinuxException;
import io.ssi.linux.container.Credentials;
import io.ssi.linux.container.KeeperRefusedException;
import io.ssi.linux.container.ProgramSpec;
import io.ssi.linux.container.ProgramStreams;
import io.ssi.linux.container.StartedProgram;
import io.ssi.linux.container.StreamSpec;
import io.ssi.membership.MembershipException;
import io.ssi.membership.NodeId;
import io.ssi.pid.Application;
import io.ssi.pid.ContainerNumber;
import io.ssi.pid.NoSuchApplicationException;
import io.ssi.pid.PidException;
import io.ssi.pid.StartFailedException;
import io.ssi.pid.message.StartRequest;
import io.ssi.pid.registry.ApplicationParts;
import io.ssi.pid.registry.NewApplication;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts one application: a number, beside its registration a log and a container, then the
 * program, then the registry is told.
 */
final class ApplicationStart {
  private static final Logger LOG = LoggerFactory.getLogger(ApplicationStart.class);

  private static final long RETRY_MILLIS = 1000;

  private final HostParts parts;
  private final HostedContainers hosted;
  private final ContainerMaker maker;
  private final EndRecorder ends;
  private final StartRecorder recorder;

  ApplicationStart(
      HostParts parts, HostedContainers hosted, ContainerMaker maker, EndRecorder ends) {
    this.parts = parts;
    this.hosted = hosted;
    this.maker = maker;
    this.ends = ends;
    this.recorder = new StartRecorder(parts, ends);
  }

  /** Starts it with its output going to its log; when that fails nothing of it is left. */
  Application start(StartRequest request) {
    return start(request, this::toLog, this::recorded);
  }

  /**
   * Starts it with its streams held by its keeper; when that fails nothing of it is left. Its
   * caller need not wait until the registry knows that it runs.
   */
  AttachedProgram start(StartRequest request, ProgramStreams streams) {
    return start(request, number -> streams, this::attached);
  }

  private ProgramStreams toLog(ContainerNumber number) {
    StreamSpec log = new StreamSpec.OfFile(parts.files().output(number));
    return ProgramStreams.of(new StreamSpec.Nothing(), log, log);
  }

  /** What is made of a program that has begun to run. */
  private interface Begun<T> {
    T of(Application record, HostedContainer container, StartedProgram program);
  }

  private Application recorded(
      Application record, HostedContainer container, StartedProgram program) {
    try (program) {
      return recorder.record(record, container, program.program());
    }
  }

  private AttachedProgram attached(
      Application record, HostedContainer container, StartedProgram program) {
    recorder.recordLater(record, container, program.program());
    return new AttachedProgram(
        record,
        program.program(),
        program.streams(),
        container,
        parts.files().output(container.number()));
  }

  private <T> T start(
      StartRequest request, Function<ContainerNumber, ProgramStreams> streams, Begun<T> begun) {
    ContainerBeginning beginning = new ContainerBeginning(parts, maker, request.owner());
    Application record =
        parts
            .registry()
            .register(
                new NewApplication(
                    request.effectiveName(),
                    request.owner(),
                    request.command(),
                    parts.local(),
                    request.partOf(),
                    Optional.empty()),
                beginning);
    try {
      refuseFullApplication(request, record, beginning);
      HostedContainer container = beginning.made();
      hosted.add(container);
      try {
        ends.watch(container);
        ProgramSpec spec = spec(request).withStreams(streams.apply(container.number()));
        return begun.of(record, container, container.keeper().start(spec));
      } catch (RuntimeException e) {
        hosted.remove(container);
        maker.takeDown(container);
        throw e;
      }
    } catch (RuntimeException e) {
      undo(record, e);
      boolean isBelow = e instanceof LinuxException || e instanceof PidException;
      throw isBelow && !(e instanceof StartFailedException)
          ? failure(request, parts.local(), e)
          : e;
    }
  }

  private void refuseFullApplication(
      StartRequest request, Application record, ContainerBeginning beginning) {
    try {
      request
          .partOf()
          .ifPresent(
              whole -> ApplicationParts.requireRoom(parts.registry(), whole, request.owner()));
    } catch (StartFailedException e) {
      beginning.undo(record.id().firstContainer());
      throw e;
    }
  }

  private static ProgramSpec spec(StartRequest request) {
    Map<String, String> environment = new LinkedHashMap<>();
    for (String entry : request.environment()) {
      int equals = entry.indexOf('=');
      environment.putIfAbsent(entry.substring(0, equals), entry.substring(equals + 1));
    }
    return ProgramSpec.of(request.command())
        .withEnvironment(environment)
        .in(Path.of(request.directory()))
        .as(new Credentials(request.owner().uid(), request.owner().gid(), request.groups()))
        .withUmask(request.umask())
        .withNice(request.nice())
        .withLimits(request.limits());
  }

  private void undo(Application record, RuntimeException cause) {
    try {
      forget(record);
    } catch (RuntimeException e) {
      cause.addSuppressed(e);
      forgetLater(record);
    }
  }

  private void forget(Application record) {
    parts
        .registry()
        .change(
            record.id(),
            now ->
                now.phase().isLive()
                    ? now.change().ended(parts.clock().instant(), "it did not start").done()
                    : now);
    parts.registry().forget(record.id());
  }

  /** Nothing can be written now, in a minority for example; the record must not stay for ever. */
  private void forgetLater(Application record) {
    parts.later(RETRY_MILLIS, () -> forgetNow(record));
  }

  private void forgetNow(Application record) {
    try {
      forget(record);
    } catch (NoSuchApplicationException e) {
      LOG.debug("application {}: forgotten already", record.id());
    } catch (MembershipException | PidException e) {
      forgetLater(record);
    }
  }

  private static StartFailedException failure(
      StartRequest request, NodeId local, RuntimeException cause) {
    String program = request.command().getFirst();
    String attempt = "Starting '" + program + "' on node " + local + " failed: ";
    if (cause instanceof KeeperRefusedException refused && refused.operation().equals("exec")) {
      return refused.errno() == Errno.ENOENT
          ? new StartFailedException(
              StartFailedException.NOT_FOUND,
              attempt + "no such program (ENOENT); give its path, or look at PATH",
              cause)
          : new StartFailedException(
              StartFailedException.NOT_EXECUTABLE,
              attempt + "it cannot be executed (" + refused.errnoName() + ")",
              cause);
    }
    return new StartFailedException(1, attempt + cause.getMessage(), cause);
  }
}
