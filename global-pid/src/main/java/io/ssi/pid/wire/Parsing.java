package io.ssi.pid.wire;

import com.google.protobuf.InvalidProtocolBufferException;
import io.ssi.pid.UnknownSchemaException;
import java.time.DateTimeException;

/** Reads a message, and turns everything that can be wrong with its bytes into one exception. */
final class Parsing {
  static final int SCHEMA = 1;

  /** Parses bytes into a generated message. */
  @FunctionalInterface
  interface Parser<M> {
    M parse(byte[] bytes) throws InvalidProtocolBufferException;
  }

  /** Gives the schema of a generated message. */
  @FunctionalInterface
  interface SchemaOf<M> {
    int of(M message);
  }

  /** Makes a record of a generated message. */
  @FunctionalInterface
  interface Mapper<M, R> {
    R map(M message);
  }

  private Parsing() {}

  static <M, R> R read(
      String what, byte[] bytes, Parser<M> parser, SchemaOf<M> schema, Mapper<M, R> mapper) {
    try {
      M message = parser.parse(bytes);
      if (schema.of(message) != SCHEMA) {
        throw new UnknownSchemaException(
            "Reading "
                + what
                + " failed: it has schema "
                + schema.of(message)
                + ", this agent knows "
                + SCHEMA
                + "; run the same version on all nodes");
      }
      return mapper.map(message);
    } catch (InvalidProtocolBufferException
        | IllegalArgumentException
        | DateTimeException
        | IndexOutOfBoundsException e) {
      throw new UnknownSchemaException("Reading " + what + " failed: " + e.getMessage());
    }
  }
}
