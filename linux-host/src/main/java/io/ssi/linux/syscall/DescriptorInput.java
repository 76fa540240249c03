package io.ssi.linux.syscall;

import io.ssi.linux.SystemCallException;
import java.io.IOException;
import java.io.InputStream;

/** A descriptor as the JDK's input stream. */
final class DescriptorInput extends InputStream {
  private final Descriptor descriptor;

  DescriptorInput(Descriptor descriptor) {
    this.descriptor = descriptor;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    try {
      return descriptor.read(buffer, offset, length);
    } catch (SystemCallException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    descriptor.close();
  }
}
