package io.ssi.tools.verb;

import io.ssi.linux.Errno;
import io.ssi.linux.SystemCallException;
import java.io.IOException;
import java.io.OutputStream;

/**
 * A standard stream whose failures are unchecked, so that a {@link java.io.PrintWriter} on it does
 * not swallow them.
 */
final class CheckedOutput extends OutputStream {
  private final OutputStream stream;
  private final String name;

  CheckedOutput(OutputStream stream, String name) {
    this.stream = stream;
    this.name = name;
  }

  @Override
  public void write(int value) {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    try {
      stream.write(bytes, offset, length);
    } catch (IOException e) {
      throw failure(e);
    }
  }

  @Override
  public void flush() {
    try {
      stream.flush();
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private RuntimeException failure(IOException e) {
    boolean closed =
        e.getCause() instanceof SystemCallException call
            ? call.errno() == Errno.EPIPE
            // The JDK's own streams tell the errno by the text of strerror(3) only.
            : "Broken pipe".equals(e.getMessage());
    return closed ? new ClosedOutputException(e) : new OutputFailedException(name, e);
  }
}
