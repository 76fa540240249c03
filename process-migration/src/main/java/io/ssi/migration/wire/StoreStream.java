package io.ssi.migration.wire;

import com.google.protobuf.ByteString;
import io.ssi.migration.CheckpointId;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * What two agents say to each other on a stream that carries a version; the files' content follows
 * a {@link Head}.
 */
public final class StoreStream {

  /**
   * What comes: a manifest and its seal, or why nothing comes.
   *
   * @param manifest its bytes as stored
   * @param seal its keyed hash
   * @param refusal empty, or why nothing comes
   */
  public record Head(byte[] manifest, byte[] seal, String refusal) {}

  /**
   * How it ended at the receiver.
   *
   * @param failure empty, or what went wrong there
   * @param storedBytes what it takes there
   */
  public record Receipt(String failure, long storedBytes) {}

  private StoreStream() {}

  /**
   * Asks for a version; flushes.
   *
   * @param out to the holder
   * @param id which
   * @throws IOException if the stream is broken
   */
  public static void ask(OutputStream out, CheckpointId id) throws IOException {
    FetchAsk.newBuilder()
        .setApplication(id.application())
        .setVersion(id.version())
        .build()
        .writeDelimitedTo(out);
    out.flush();
  }

  /**
   * Reads which version is asked for.
   *
   * @param in from the asker
   * @return which
   * @throws IOException if the stream is broken
   */
  public static CheckpointId readAsk(InputStream in) throws IOException {
    FetchAsk ask = FetchAsk.parseDelimitedFrom(in);
    if (ask == null) {
      throw new EOFException("the other side asked for nothing");
    }
    return new CheckpointId(ask.getApplication(), ask.getVersion());
  }

  /**
   * Writes the head.
   *
   * @param out to the receiver
   * @param head what
   * @throws IOException if the stream is broken
   */
  public static void write(OutputStream out, Head head) throws IOException {
    SealedImage.newBuilder()
        .setManifest(ByteString.copyFrom(head.manifest()))
        .setSeal(ByteString.copyFrom(head.seal()))
        .setRefusal(head.refusal())
        .build()
        .writeDelimitedTo(out);
    out.flush();
  }

  /**
   * Reads the head.
   *
   * @param in from the sender
   * @return what comes
   * @throws IOException if the stream is broken
   */
  public static Head readHead(InputStream in) throws IOException {
    SealedImage head = SealedImage.parseDelimitedFrom(in);
    if (head == null) {
      throw new EOFException("the other side sent nothing");
    }
    return new Head(
        head.getManifest().toByteArray(), head.getSeal().toByteArray(), head.getRefusal());
  }

  /**
   * Tells the sender how it ended; flushes.
   *
   * @param out to the sender
   * @param receipt how
   * @throws IOException if the stream is broken
   */
  public static void write(OutputStream out, Receipt receipt) throws IOException {
    StoreAnswer.newBuilder()
        .setFailure(receipt.failure())
        .setStoredBytes(receipt.storedBytes())
        .build()
        .writeDelimitedTo(out);
    out.flush();
  }

  /**
   * Reads how it ended.
   *
   * @param in from the receiver
   * @return how
   * @throws IOException if the stream is broken
   */
  public static Receipt readReceipt(InputStream in) throws IOException {
    StoreAnswer answer = StoreAnswer.parseDelimitedFrom(in);
    if (answer == null) {
      throw new EOFException("the other side did not say whether it stored the version");
    }
    return new Receipt(answer.getFailure(), answer.getStoredBytes());
  }
}
