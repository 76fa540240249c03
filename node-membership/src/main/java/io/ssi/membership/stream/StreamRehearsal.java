package io.ssi.membership.stream;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/**
 * Seals and opens frames in memory until Java has compiled what does it, so that the first stream
 * of an agent is as fast as its last. AES-GCM is a hundred times slower before: it uses the
 * processor's instructions for it in compiled code only, and what decides to compile it counts
 * calls, not bytes. So many small frames do more than few large ones, and cost about 0.2 s of one
 * processor.
 */
public final class StreamRehearsal implements Runnable {
  // Above the 5000 calls that HotSpot's Tier4InvocationThreshold waits for.
  private static final int SMALL_FRAMES = 6000;
  private static final int SMALL_BYTES = 512;
  private static final int LARGE_FRAMES = 8;
  private static final int KEY_BYTES = 32;

  /** A rehearsal that may be run once, on any thread; it blocks that thread until it is done. */
  public StreamRehearsal() {}

  @Override
  public void run() {
    byte[] key = new byte[KEY_BYTES];
    Loop loop = new Loop();
    FrameOutput out = new FrameOutput(loop, FrameCipher.sealing(key));
    FrameInput in = new FrameInput(loop.input(), FrameCipher.opening(key), "a rehearsal");
    byte[] content = new byte[FrameCipher.BLOCK];
    try {
      for (int i = 0; i < SMALL_FRAMES && !Thread.currentThread().isInterrupted(); i++) {
        pass(content, SMALL_BYTES, out, in);
      }
      for (int i = 0; i < LARGE_FRAMES; i++) {
        pass(content, content.length, out, in);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Frames that were just sealed cannot be opened", e);
    }
  }

  private static void pass(byte[] content, int length, FrameOutput out, FrameInput in)
      throws IOException {
    out.write(content, 0, length);
    out.flush();
    in.readNBytes(content, 0, length);
  }

  /** Gives back what was written last. */
  private static final class Loop extends OutputStream {
    private final byte[] bytes = new byte[FrameCipher.BLOCK + 64];
    private int position;
    private int limit;

    @Override
    public void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] from, int offset, int length) {
      System.arraycopy(from, offset, bytes, 0, length);
      position = 0;
      limit = length;
    }

    InputStream input() {
      return new InputStream() {
        @Override
        public int read() {
          return position < limit ? bytes[position++] & 0xff : -1;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
          int count = Math.min(length, limit - position);
          System.arraycopy(bytes, position, into, offset, count);
          position += count;
          return count;
        }
      };
    }
  }
}
