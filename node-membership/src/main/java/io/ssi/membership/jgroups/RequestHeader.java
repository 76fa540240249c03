package io.ssi.membership.jgroups;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.function.Supplier;
import org.jgroups.Header;
import org.jgroups.conf.ClassConfigurator;
import org.jgroups.util.Bits;

/** Marks a message as a request of ours or the answer to one. Public because JGroups creates it. */
public final class RequestHeader extends Header {
  private static final short MAGIC = 2101;

  static {
    ClassConfigurator.add(MAGIC, RequestHeader.class);
  }

  enum Kind {
    REQUEST(1),
    ANSWER(2),
    FAILURE(3);

    private final int code;

    Kind(int code) {
      this.code = code;
    }

    private static Kind of(int code) throws IOException {
      return switch (code) {
        case 1 -> REQUEST;
        case 2 -> ANSWER;
        case 3 -> FAILURE;
        default -> throw new IOException("Unknown kind of request message: " + code);
      };
    }
  }

  private Kind kind = Kind.REQUEST;
  private long id;
  private String text = "";

  /** For JGroups, which then calls {@link #readFrom}. */
  public RequestHeader() {}

  RequestHeader(Kind kind, long id, String text) {
    this.kind = kind;
    this.id = id;
    this.text = text;
  }

  /** Registers the class; JGroups reads headers by number. */
  static void register() {}

  Kind kind() {
    return kind;
  }

  /** Number of the request, unique in one run of the asking agent. */
  long id() {
    return id;
  }

  /** The message type of a request, the code of a failure. */
  String text() {
    return text;
  }

  @Override
  public short getMagicId() {
    return MAGIC;
  }

  @Override
  public Supplier<? extends Header> create() {
    return RequestHeader::new;
  }

  @Override
  public int serializedSize() {
    return 1 + Long.BYTES + Bits.sizeUTF(text);
  }

  @Override
  public void writeTo(DataOutput out) throws IOException {
    out.writeByte(kind.code);
    out.writeLong(id);
    out.writeUTF(text);
  }

  @Override
  public void readFrom(DataInput in) throws IOException {
    kind = Kind.of(in.readUnsignedByte());
    id = in.readLong();
    text = in.readUTF();
  }
}
