package io.ssi.pid.wire;

import io.ssi.pid.ApplicationId;
import io.ssi.pid.Caller;
import io.ssi.pid.message.AttachReply;
import io.ssi.pid.message.AttachRequest;

/** Requests to attach to a program, and their replies, as bytes. */
public final class AttachWire {
  private AttachWire() {}

  /**
   * Writes a request.
   *
   * @param request the request
   * @return its bytes
   */
  public static byte[] encode(AttachRequest request) {
    return MessageProto.AttachRequest.newBuilder()
        .setSchema(Parsing.SCHEMA)
        .setApplication(request.application().value())
        .setCallerUid(request.caller().uid())
        .setCallerName(request.name())
        .setToken(request.token())
        .build()
        .toByteArray();
  }

  /**
   * Reads a request.
   *
   * @param bytes what {@link #encode(AttachRequest)} wrote
   * @return the request
   * @throws io.ssi.pid.UnknownSchemaException if the bytes are of another version, or damaged
   */
  public static AttachRequest request(byte[] bytes) {
    return Parsing.read(
        "a request to attach to an application",
        bytes,
        MessageProto.AttachRequest::parseFrom,
        MessageProto.AttachRequest::getSchema,
        from ->
            new AttachRequest(
                new ApplicationId(from.getApplication()),
                new Caller(from.getCallerUid()),
                from.getCallerName(),
                from.getToken()));
  }

  /**
   * Writes a reply.
   *
   * @param reply the reply
   * @return its bytes
   */
  public static byte[] encode(AttachReply reply) {
    MessageProto.AttachResponse.Builder to =
        MessageProto.AttachResponse.newBuilder().setSchema(Parsing.SCHEMA);
    switch (reply) {
      case AttachReply.Attached(boolean terminal) -> to.setHeld(true).setTerminal(terminal);
      case AttachReply.NotHeld() -> to.setHeld(false);
      case AttachReply.Refused(String message) -> to.setRefusal(message);
    }
    return to.build().toByteArray();
  }

  /**
   * Reads a reply.
   *
   * @param bytes what {@link #encode(AttachReply)} wrote
   * @return the reply
   * @throws io.ssi.pid.UnknownSchemaException if the bytes are of another version, or damaged
   */
  public static AttachReply reply(byte[] bytes) {
    return Parsing.read(
        "the reply to an attachment",
        bytes,
        MessageProto.AttachResponse::parseFrom,
        MessageProto.AttachResponse::getSchema,
        from -> {
          if (from.hasRefusal()) {
            return new AttachReply.Refused(from.getRefusal());
          }
          return from.getHeld()
              ? new AttachReply.Attached(from.getTerminal())
              : new AttachReply.NotHeld();
        });
  }
}
