package io.ssi.membership.stream;

import static io.ssi.membership.stream.FrameCipher.BLOCK;
import static io.ssi.membership.stream.FrameCipher.CHECKSUM;
import static io.ssi.membership.stream.FrameCipher.END;
import static io.ssi.membership.stream.FrameCipher.HEADER;
import static io.ssi.membership.stream.FrameCipher.TAG;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Objects;
import java.util.zip.CRC32C;
import javax.crypto.AEADBadTagException;

/** Gives what the frames of the other side contain, each checked before any of it is given. */
final class FrameInput extends InputStream {
  private static final int FIRST = 1024;

  private final InputStream in;
  private final FrameCipher cipher;
  private final String peer;
  private final byte[] header = new byte[HEADER];
  // Both grow with what arrives: most streams carry little, and there can be many.
  private byte[] sealed = new byte[FIRST + CHECKSUM + TAG];
  private byte[] plain = new byte[FIRST + CHECKSUM];
  private final CRC32C crc = new CRC32C();
  private int position;
  private int limit;
  private boolean ended;

  FrameInput(InputStream in, FrameCipher cipher, String peer) {
    this.in = in;
    this.cipher = cipher;
    this.peer = peer;
  }

  @Override
  public int read() throws IOException {
    return fill() ? plain[position++] & 0xff : -1;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int count = Math.min(length, limit - position);
    System.arraycopy(plain, position, bytes, offset, count);
    position += count;
    return count;
  }

  @Override
  public int available() {
    return limit - position;
  }

  /** Gives whole frames, without copying them. */
  @Override
  public long transferTo(OutputStream out) throws IOException {
    long given = 0;
    while (fill()) {
      int count = limit - position;
      out.write(plain, position, count);
      position = limit;
      given += count;
    }
    return given;
  }

  /** Waits until there is something to give; false at the end. */
  private boolean fill() throws IOException {
    while (position == limit && !ended) {
      next();
    }
    return position < limit;
  }

  private void next() throws IOException {
    receive(header, HEADER);
    int word = ByteBuffer.wrap(header).getInt();
    int length = word & ~END;
    if (length > BLOCK) {
      throw new IOException("The stream of " + peer + " is corrupt: a frame of " + length);
    }
    sealed = FrameRoom.keeping(sealed, 0, length + CHECKSUM + TAG, BLOCK + CHECKSUM + TAG);
    plain = FrameRoom.keeping(plain, 0, length + CHECKSUM, BLOCK + CHECKSUM);
    receive(sealed, length + CHECKSUM + TAG);
    try {
      cipher.next(header).doFinal(sealed, 0, length + CHECKSUM + TAG, plain, 0);
    } catch (AEADBadTagException e) {
      throw new IOException("The stream of " + peer + " is corrupt: a frame was changed", e);
    } catch (GeneralSecurityException e) {
      throw new IOException("Cannot open a frame of " + peer, e);
    }
    crc.reset();
    crc.update(plain, 0, length);
    if (ByteBuffer.wrap(plain).getInt(length) != (int) crc.getValue()) {
      throw new IOException("The stream of " + peer + " is corrupt: its checksum differs");
    }
    ended = (word & END) != 0;
    position = 0;
    limit = length;
  }

  private void receive(byte[] bytes, int length) throws IOException {
    int got = in.readNBytes(bytes, 0, length);
    if (got < length) {
      throw new EOFException("The stream of " + peer + " broke off before its end");
    }
  }
}
