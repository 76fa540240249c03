package io.ssi.pid.foreground;

import io.ssi.linux.Errno;
import io.ssi.linux.SystemCallException;
import io.ssi.linux.syscall.Descriptor;
import java.io.ByteArrayOutputStream;
import java.time.Duration;

/** What programs have written to a terminal and nobody has read. */
final class TerminalContent {
  private TerminalContent() {}

  /** Takes it out of the master, without waiting for more. */
  static byte[] take(Descriptor master) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] buffer = new byte[RunMessage.MOST_DATA];
    try {
      while (master.awaitReadable(Duration.ZERO)) {
        int count = master.read(buffer);
        if (count < 0) {
          break;
        }
        all.write(buffer, 0, count);
      }
    } catch (SystemCallException e) {
      // Nobody has the other side open any more: pty(7).
      if (e.errno() != Errno.EIO) {
        throw e;
      }
    }
    return all.toByteArray();
  }
}
