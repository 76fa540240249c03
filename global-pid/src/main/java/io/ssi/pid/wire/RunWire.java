package io.ssi.pid.wire;

import com.google.protobuf.ByteString;
import io.ssi.pid.ApplicationId;
import io.ssi.pid.message.Leaving;
import io.ssi.pid.message.ResumeReply;
import io.ssi.pid.message.ResumeRequest;
import io.ssi.pid.message.RunState;

/** Runs in the foreground that go on elsewhere, as bytes. */
public final class RunWire {
  private RunWire() {}

  /**
   * Writes how far a run has come.
   *
   * @param state the run
   * @return its bytes
   */
  public static byte[] encode(RunState state) {
    RunState.Input input = state.input();
    return MessageProto.RunRecord.newBuilder()
        .setSchema(Parsing.SCHEMA)
        .setToken(state.token())
        .setCallerName(state.caller())
        .setLeaving(MessageProto.RunRecord.Leaving.valueOf("LEAVING_" + state.leaving().name()))
        .setSignals(state.signals())
        .setInput(
            MessageProto.RunInput.newBuilder()
                .setPending(ByteString.copyFrom(input.pending()))
                .setReceived(input.received())
                .setGranted(input.granted())
                .setEnded(input.ended())
                .setEndGiven(input.isEndGiven()))
        .setOutput(message(state.output()))
        .setErrors(message(state.errors()))
        .build()
        .toByteArray();
  }

  /**
   * Reads how far a run has come.
   *
   * @param bytes what {@link #encode(RunState)} wrote
   * @return the run
   * @throws io.ssi.pid.UnknownSchemaException if the bytes are of another version, or damaged
   */
  public static RunState state(byte[] bytes) {
    return Parsing.read(
        "a run in the foreground",
        bytes,
        MessageProto.RunRecord::parseFrom,
        MessageProto.RunRecord::getSchema,
        from -> {
          MessageProto.RunInput input = from.getInput();
          return new RunState(
              from.getToken(),
              from.getCallerName(),
              Leaving.valueOf(from.getLeaving().name().replace("LEAVING_", "")),
              from.getSignals(),
              new RunState.Input(
                  input.getPending().toByteArray(),
                  input.getReceived(),
                  input.getGranted(),
                  input.getEnded(),
                  input.getEndGiven()),
              output(from.getOutput()),
              output(from.getErrors()));
        });
  }

  private static MessageProto.RunOutput message(RunState.Output output) {
    return MessageProto.RunOutput.newBuilder()
        .setUntaken(ByteString.copyFrom(output.untaken()))
        .setSent(output.sent())
        .setUnsent(ByteString.copyFrom(output.unsent()))
        .setRefused(output.isRefused())
        .build();
  }

  private static RunState.Output output(MessageProto.RunOutput from) {
    return new RunState.Output(
        from.getUntaken().toByteArray(),
        from.getSent(),
        from.getUnsent().toByteArray(),
        from.getRefused());
  }

  /**
   * Writes a request.
   *
   * @param request the request
   * @return its bytes
   */
  public static byte[] encode(ResumeRequest request) {
    return MessageProto.ResumeRequest.newBuilder()
        .setSchema(Parsing.SCHEMA)
        .setApplication(request.application().value())
        .setToken(request.token())
        .setOutputReceived(request.output().received())
        .setOutputTaken(request.output().taken())
        .setErrorsReceived(request.errors().received())
        .setErrorsTaken(request.errors().taken())
        .build()
        .toByteArray();
  }

  /**
   * Reads a request.
   *
   * @param bytes what {@link #encode(ResumeRequest)} wrote
   * @return the request
   * @throws io.ssi.pid.UnknownSchemaException if the bytes are of another version, or damaged
   */
  public static ResumeRequest request(byte[] bytes) {
    return Parsing.read(
        "a request to go on with a run",
        bytes,
        MessageProto.ResumeRequest::parseFrom,
        MessageProto.ResumeRequest::getSchema,
        from ->
            new ResumeRequest(
                new ApplicationId(from.getApplication()),
                from.getToken(),
                new ResumeRequest.Position(from.getOutputReceived(), from.getOutputTaken()),
                new ResumeRequest.Position(from.getErrorsReceived(), from.getErrorsTaken())));
  }

  /**
   * Writes a reply.
   *
   * @param reply the reply
   * @return its bytes
   */
  public static byte[] encode(ResumeReply reply) {
    MessageProto.ResumeResponse.Builder to =
        MessageProto.ResumeResponse.newBuilder().setSchema(Parsing.SCHEMA);
    switch (reply) {
      case ResumeReply.Resumed(long received, long granted, int signals) ->
          to.setOutcome(MessageProto.ResumeResponse.Outcome.OUTCOME_RESUMED)
              .setInputReceived(received)
              .setInputGranted(granted)
              .setSignals(signals);
      case ResumeReply.NotYet() ->
          to.setOutcome(MessageProto.ResumeResponse.Outcome.OUTCOME_NOT_YET);
      case ResumeReply.NotHeld() ->
          to.setOutcome(MessageProto.ResumeResponse.Outcome.OUTCOME_NOT_HELD);
    }
    return to.build().toByteArray();
  }

  /**
   * Reads a reply.
   *
   * @param bytes what {@link #encode(ResumeReply)} wrote
   * @return the reply
   * @throws io.ssi.pid.UnknownSchemaException if the bytes are of another version, or damaged
   */
  public static ResumeReply reply(byte[] bytes) {
    return Parsing.read(
        "the reply to a request to go on with a run",
        bytes,
        MessageProto.ResumeResponse::parseFrom,
        MessageProto.ResumeResponse::getSchema,
        from ->
            switch (from.getOutcome()) {
              case OUTCOME_RESUMED ->
                  new ResumeReply.Resumed(
                      from.getInputReceived(), from.getInputGranted(), from.getSignals());
              case OUTCOME_NOT_YET -> new ResumeReply.NotYet();
              case OUTCOME_NOT_HELD -> new ResumeReply.NotHeld();
              case OUTCOME_UNSPECIFIED, UNRECOGNIZED ->
                  throw new IllegalArgumentException("it has no outcome");
            });
  }
}
