package io.ssi.pid.wire;

import com.google.protobuf.ByteString;
import io.ssi.linux.WaitStatus;
import io.ssi.linux.container.ResourceLimit;
import io.ssi.pid.ApplicationId;
import io.ssi.pid.Caller;
import io.ssi.pid.GlobalPid;
import io.ssi.pid.Owner;
import io.ssi.pid.message.AwaitReply;
import io.ssi.pid.message.AwaitRequest;
import io.ssi.pid.message.ForegroundRequest;
import io.ssi.pid.message.Recipients;
import io.ssi.pid.message.RunTerminal;
import io.ssi.pid.message.SignalRequest;
import io.ssi.pid.message.StartReply;
import io.ssi.pid.message.StartRequest;
import io.ssi.pid.message.SuspendRequest;
import java.time.Duration;
import java.util.Optional;

/** Requests to start, signal and await, and their replies, as bytes. */
public final class RouteWire {
  private RouteWire() {}

  /**
   * Writes a request.
   *
   * @param request the request
   * @return its bytes
   */
  public static byte[] encode(StartRequest request) {
    return message(request).toByteArray();
  }

  private static MessageProto.StartRequest message(StartRequest request) {
    MessageProto.StartRequest.Builder to =
        MessageProto.StartRequest.newBuilder()
            .setSchema(Parsing.SCHEMA)
            .setToken(request.token())
            .setName(request.name())
            .setOwner(ApplicationWire.owner(request.owner()))
            .addAllGroups(request.groups())
            .addAllCommand(request.command())
            .addAllEnvironment(request.environment())
            .setDirectory(request.directory())
            .setUmask(request.umask())
            .setNice(request.nice())
            .addAllLimits(request.limits().stream().map(RouteWire::limit).toList());
    request.partOf().ifPresent(whole -> to.setPartOf(whole.value()));
    return to.build();
  }

  private static MessageProto.Limit limit(ResourceLimit limit) {
    return MessageProto.Limit.newBuilder()
        .setResource(limit.resource().name())
        .setSoft(limit.soft())
        .setHard(limit.hard())
        .build();
  }

  /**
   * Reads a request.
   *
   * @param bytes what {@link #encode(StartRequest)} wrote
   * @return the request
   * @throws io.ssi.pid.UnknownSchemaException if the bytes are of another version, or damaged
   */
  public static StartRequest startRequest(byte[] bytes) {
    return Parsing.read(
        "a request to start an application",
        bytes,
        MessageProto.StartRequest::parseFrom,
        MessageProto.StartRequest::getSchema,
        RouteWire::startRequest);
  }

  private static StartRequest startRequest(MessageProto.StartRequest from) {
    return new StartRequest(
        from.getToken(),
        from.getName(),
        new Owner(from.getOwner().getUid(), from.getOwner().getGid(), from.getOwner().getUser()),
        from.getGroupsList(),
        from.getCommandList(),
        from.getEnvironmentList(),
        from.getDirectory(),
        from.getUmask(),
        from.getNice(),
        from.getLimitsList().stream()
            .map(limit ->
                new ResourceLimit(
                    ResourceLimit.Resource.valueOf(limit.getResource()),
                    limit.getSoft(),
                    limit.getHard()))
            .toList(),
        from.hasPartOf() ? Optional.of(new ApplicationId(from.getPartOf())) : Optional.empty());
  }

  /**
   * Writes a request.
   *
   * @param request the request
   * @return its bytes
   */
  public static byte[] encode(ForegroundRequest request) {
    MessageProto.ForegroundRequest.Builder to =
        MessageProto.ForegroundRequest.newBuilder()
            .setSchema(Parsing.SCHEMA)
            .setStart(message(request.start()))
            .setDetachWhenLeft(request.detachWhenLeft());
    request
        .terminal()
        .ifPresent(terminal ->
            to.setTerminal(
                MessageProto.Terminal.newBuilder()
                    .setRows(terminal.rows())
                    .setColumns(terminal.columns())
                    .setErrorsApart(terminal.errorsApart())));
    return to.build().toByteArray();
  }

  /**
   * Reads a request.
   *
   * @param bytes what {@link #encode(ForegroundRequest)} wrote
   * @return the request
   * @throws io.ssi.pid.UnknownSchemaException if the bytes are of another version, or damaged
   */
  public static ForegroundRequest foregroundRequest(byte[] bytes) {
    return Parsing.read(
        "a request to start an application in the foreground",
        bytes,
        MessageProto.ForegroundRequest::parseFrom,
        MessageProto.ForegroundRequest::getSchema,
        from ->
            new ForegroundRequest(
                startRequest(from.getStart()),
                from.hasTerminal() ? Optional.of(terminal(from.getTerminal())) : Optional.empty(),
                from.getDetachWhenLeft()));
  }

  private static RunTerminal terminal(MessageProto.Terminal from) {
    return new RunTerminal(from.getRows(), from.getColumns(), from.getErrorsApart());
  }

  /**
   * Writes a reply.
   *
   * @param reply the reply
   * @return its bytes
   */
  public static byte[] encode(StartReply reply) {
    MessageProto.StartResponse.Builder to =
        MessageProto.StartResponse.newBuilder().setSchema(Parsing.SCHEMA);
    switch (reply) {
      case StartReply.Started(var application) ->
          to.setApplication(ByteString.copyFrom(ApplicationWire.encode(application)));
      case StartReply.Refused(int status, String message) ->
          to.setFailure(
              MessageProto.StartFailure.newBuilder().setExitStatus(status).setMessage(message));
    }
    return to.build().toByteArray();
  }

  /**
   * Reads a reply.
   *
   * @param bytes what {@link #encode(StartReply)} wrote
   * @return the reply
   * @throws io.ssi.pid.UnknownSchemaException if the bytes are of another version, or damaged
   */
  public static StartReply startReply(byte[] bytes) {
    return Parsing.read(
        "the reply to a start",
        bytes,
        MessageProto.StartResponse::parseFrom,
        MessageProto.StartResponse::getSchema,
        from ->
            from.hasFailure()
                ? new StartReply.Refused(
                    from.getFailure().getExitStatus(), from.getFailure().getMessage())
                : new StartReply.Started(
                    ApplicationWire.decode(from.getApplication().toByteArray())));
  }

  /**
   * Writes a request.
   *
   * @param request the request
   * @return its bytes
   */
  public static byte[] encode(SignalRequest request) {
    MessageProto.SignalRequest.Builder to =
        MessageProto.SignalRequest.newBuilder()
            .setSchema(Parsing.SCHEMA)
            .setSignal(request.signal())
            .setCallerUid(request.caller().uid());
    switch (request.recipients()) {
      case Recipients.One(GlobalPid pid) -> to.setGpid(pid.value());
      case Recipients.Group(GlobalPid leader) -> to.setGroup(leader.value());
      case Recipients.Everyone(ApplicationId id) -> to.setApplication(id.value());
    }
    return to.build().toByteArray();
  }

  /**
   * Reads a request.
   *
   * @param bytes what {@link #encode(SignalRequest)} wrote
   * @return the request
   * @throws io.ssi.pid.UnknownSchemaException if the bytes are of another version, or damaged
   */
  public static SignalRequest signalRequest(byte[] bytes) {
    return Parsing.read(
        "a request to signal a process",
        bytes,
        MessageProto.SignalRequest::parseFrom,
        MessageProto.SignalRequest::getSchema,
        from ->
            new SignalRequest(recipients(from), from.getSignal(), new Caller(from.getCallerUid())));
  }

  private static Recipients recipients(MessageProto.SignalRequest from) {
    if (from.hasApplication()) {
      return new Recipients.Everyone(new ApplicationId(from.getApplication()));
    }
    return from.hasGroup()
        ? new Recipients.Group(new GlobalPid(from.getGroup()))
        : new Recipients.One(new GlobalPid(from.getGpid()));
  }

  /**
   * Writes a request.
   *
   * @param request the request
   * @return its bytes
   */
  public static byte[] encode(SuspendRequest request) {
    return MessageProto.SuspendRequest.newBuilder()
        .setSchema(Parsing.SCHEMA)
        .setApplication(request.application().value())
        .setStill(request.still())
        .setCallerUid(request.caller().uid())
        .build()
        .toByteArray();
  }

  /**
   * Reads a request.
   *
   * @param bytes what {@link #encode(SuspendRequest)} wrote
   * @return the request
   * @throws io.ssi.pid.UnknownSchemaException if the bytes are of another version, or damaged
   */
  public static SuspendRequest suspendRequest(byte[] bytes) {
    return Parsing.read(
        "a request to suspend or resume an application",
        bytes,
        MessageProto.SuspendRequest::parseFrom,
        MessageProto.SuspendRequest::getSchema,
        from ->
            new SuspendRequest(
                new ApplicationId(from.getApplication()),
                from.getStill(),
                new Caller(from.getCallerUid())));
  }

  /**
   * Writes a request.
   *
   * @param request the request
   * @return its bytes
   */
  public static byte[] encode(AwaitRequest request) {
    return MessageProto.AwaitRequest.newBuilder()
        .setSchema(Parsing.SCHEMA)
        .setGpid(request.pid().value())
        .setWaitMillis((int) request.patience().toMillis())
        .build()
        .toByteArray();
  }

  /**
   * Reads a request.
   *
   * @param bytes what {@link #encode(AwaitRequest)} wrote
   * @return the request
   * @throws io.ssi.pid.UnknownSchemaException if the bytes are of another version, or damaged
   */
  public static AwaitRequest awaitRequest(byte[] bytes) {
    return Parsing.read(
        "a request to wait for a process",
        bytes,
        MessageProto.AwaitRequest::parseFrom,
        MessageProto.AwaitRequest::getSchema,
        from ->
            new AwaitRequest(
                new GlobalPid(from.getGpid()), Duration.ofMillis(from.getWaitMillis())));
  }

  /**
   * Writes a reply.
   *
   * @param reply the reply
   * @return its bytes
   */
  public static byte[] encode(AwaitReply reply) {
    MessageProto.AwaitResponse.Builder to =
        MessageProto.AwaitResponse.newBuilder().setSchema(Parsing.SCHEMA);
    switch (reply) {
      case AwaitReply.Running() ->
          to.setOutcome(MessageProto.AwaitResponse.Outcome.OUTCOME_RUNNING);
      case AwaitReply.NotHere() ->
          to.setOutcome(MessageProto.AwaitResponse.Outcome.OUTCOME_NOT_HERE);
      case AwaitReply.Ended(Optional<WaitStatus> status) -> {
        to.setOutcome(MessageProto.AwaitResponse.Outcome.OUTCOME_ENDED);
        status.ifPresent(known -> to.setExitStatus(known.raw()));
      }
    }
    return to.build().toByteArray();
  }

  /**
   * Reads a reply.
   *
   * @param bytes what {@link #encode(AwaitReply)} wrote
   * @return the reply
   * @throws io.ssi.pid.UnknownSchemaException if the bytes are of another version, or damaged
   */
  public static AwaitReply awaitReply(byte[] bytes) {
    return Parsing.read(
        "the reply to a wait",
        bytes,
        MessageProto.AwaitResponse::parseFrom,
        MessageProto.AwaitResponse::getSchema,
        from ->
            switch (from.getOutcome()) {
              case OUTCOME_RUNNING -> new AwaitReply.Running();
              case OUTCOME_NOT_HERE -> new AwaitReply.NotHere();
              case OUTCOME_ENDED ->
                  new AwaitReply.Ended(
                      from.hasExitStatus()
                          ? Optional.of(new WaitStatus(from.getExitStatus()))
                          : Optional.empty());
              case OUTCOME_UNSPECIFIED, UNRECOGNIZED ->
                  throw new IllegalArgumentException("the outcome is none that we know");
            });
  }
}
