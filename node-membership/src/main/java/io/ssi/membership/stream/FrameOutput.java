package io.ssi.membership.stream;

import static io.ssi.membership.stream.FrameCipher.BLOCK;
import static io.ssi.membership.stream.FrameCipher.CHECKSUM;
import static io.ssi.membership.stream.FrameCipher.END;
import static io.ssi.membership.stream.FrameCipher.HEADER;
import static io.ssi.membership.stream.FrameCipher.TAG;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Objects;
import java.util.zip.CRC32C;
import javax.crypto.Cipher;

/** Cuts what is written into sealed frames. Large writes are sealed straight from their array. */
final class FrameOutput extends OutputStream {
  private static final int FIRST = 1024;

  private final OutputStream out;
  private final FrameCipher cipher;
  // Both grow with what is written: most streams carry little, and there can be many.
  private byte[] gathered = new byte[FIRST];
  private byte[] frame = new byte[HEADER + FIRST + CHECKSUM + TAG];
  private final ByteBuffer checksum = ByteBuffer.allocate(CHECKSUM);
  private final CRC32C crc = new CRC32C();
  private int count;
  private volatile boolean closed;

  FrameOutput(OutputStream out, FrameCipher cipher) {
    this.out = out;
    this.cipher = cipher;
  }

  /** Whether the end was told to the other side. */
  boolean isClosed() {
    return closed;
  }

  @Override
  public void write(int b) throws IOException {
    ensureOpen();
    if (count == BLOCK) {
      flush();
    }
    gathered = FrameRoom.keeping(gathered, count, count + 1, BLOCK);
    gathered[count++] = (byte) b;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    ensureOpen();
    int done = 0;
    while (done < length) {
      int rest = length - done;
      if (count == 0 && rest >= BLOCK) {
        send(bytes, offset + done, BLOCK, 0);
        done += BLOCK;
        continue;
      }
      int part = Math.min(rest, BLOCK - count);
      gathered = FrameRoom.keeping(gathered, count, count + part, BLOCK);
      System.arraycopy(bytes, offset + done, gathered, count, part);
      count += part;
      done += part;
      if (count == BLOCK) {
        flush();
      }
    }
  }

  @Override
  public void flush() throws IOException {
    ensureOpen();
    if (count > 0) {
      int full = count;
      count = 0;
      send(gathered, 0, full, 0);
    }
  }

  @Override
  public void close() throws IOException {
    if (!closed) {
      flush();
      send(gathered, 0, 0, END);
      closed = true;
    }
  }

  private void ensureOpen() throws IOException {
    if (closed) {
      throw new IOException("The output of this stream is closed");
    }
  }

  private void send(byte[] bytes, int offset, int length, int flag) throws IOException {
    int most = HEADER + BLOCK + CHECKSUM + TAG;
    frame = FrameRoom.keeping(frame, 0, HEADER + length + CHECKSUM + TAG, most);
    ByteBuffer.wrap(frame).putInt(length | flag);
    crc.reset();
    crc.update(bytes, offset, length);
    checksum.putInt(0, (int) crc.getValue());
    try {
      Cipher seal = cipher.next(frame);
      int sealed = seal.update(bytes, offset, length, frame, HEADER);
      sealed += seal.doFinal(checksum.array(), 0, CHECKSUM, frame, HEADER + sealed);
      out.write(frame, 0, HEADER + sealed);
    } catch (GeneralSecurityException e) {
      throw new IOException("Cannot seal a frame", e);
    }
  }
}
