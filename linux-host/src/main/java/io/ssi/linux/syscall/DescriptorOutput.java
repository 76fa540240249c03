package io.ssi.linux.syscall;

import io.ssi.linux.SystemCallException;
import java.io.IOException;
import java.io.OutputStream;

/** A descriptor as the JDK's output stream. */
final class DescriptorOutput extends OutputStream {
  private final Descriptor descriptor;

  DescriptorOutput(Descriptor descriptor) {
    this.descriptor = descriptor;
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] buffer, int offset, int length) throws IOException {
    try {
      descriptor.write(buffer, offset, length);
    } catch (SystemCallException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    descriptor.close();
  }
}
