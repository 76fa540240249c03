package io.ssi.pid.wire;

import com.google.protobuf.ByteString;
import io.ssi.pid.ApplicationId;
import io.ssi.pid.message.LogPiece;
import io.ssi.pid.message.LogRequest;
import java.time.Duration;

/** Requests for pieces of logs, and the pieces, as bytes. */
public final class LogWire {
  private LogWire() {}

  /**
   * Writes a request.
   *
   * @param request the request
   * @return its bytes
   */
  public static byte[] encode(LogRequest request) {
    return MessageProto.LogRequest.newBuilder()
        .setSchema(Parsing.SCHEMA)
        .setApplication(request.application().value())
        .setSegment(request.segment())
        .setOffset(request.offset())
        .setMaxBytes(request.maxBytes())
        .setWaitMillis((int) request.patience().toMillis())
        .build()
        .toByteArray();
  }

  /**
   * Reads a request.
   *
   * @param bytes what {@link #encode(LogRequest)} wrote
   * @return the request
   * @throws io.ssi.pid.UnknownSchemaException if the bytes are of another version, or damaged
   */
  public static LogRequest request(byte[] bytes) {
    return Parsing.read(
        "a request for a log",
        bytes,
        MessageProto.LogRequest::parseFrom,
        MessageProto.LogRequest::getSchema,
        from ->
            new LogRequest(
                new ApplicationId(from.getApplication()),
                from.getSegment(),
                from.getOffset(),
                from.getMaxBytes(),
                Duration.ofMillis(from.getWaitMillis())));
  }

  /**
   * Writes a piece.
   *
   * @param piece the piece
   * @return its bytes
   */
  public static byte[] encode(LogPiece piece) {
    return MessageProto.LogResponse.newBuilder()
        .setSchema(Parsing.SCHEMA)
        .setFound(piece.found())
        .setData(ByteString.copyFrom(piece.data()))
        .setFinal(piece.isFinal())
        .setSize(piece.size())
        .build()
        .toByteArray();
  }

  /**
   * Reads a piece.
   *
   * @param bytes what {@link #encode(LogPiece)} wrote
   * @return the piece
   * @throws io.ssi.pid.UnknownSchemaException if the bytes are of another version, or damaged
   */
  public static LogPiece piece(byte[] bytes) {
    return Parsing.read(
        "a piece of a log",
        bytes,
        MessageProto.LogResponse::parseFrom,
        MessageProto.LogResponse::getSchema,
        from ->
            new LogPiece(
                from.getFound(), from.getData().toByteArray(), from.getFinal(), from.getSize()));
  }
}
