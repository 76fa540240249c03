package io.ssi.linux.syscall;

import io.ssi.linux.Errno;
import io.ssi.linux.SystemCallException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An exclusive flock(2) on a file or a directory: one holder on this machine; the kernel frees it
 * when the holder ends, however that happens.
 */
public final class AdvisoryLock implements AutoCloseable {
  private static final int EXCLUSIVE_NOW = 2 | 4;

  private final Descriptor descriptor;

  private AdvisoryLock(Descriptor descriptor) {
    this.descriptor = descriptor;
  }

  /** Takes the lock of a file or directory that exists; empty if somebody has it. */
  public static Optional<AdvisoryLock> tryLock(Path path) {
    Descriptor descriptor = Descriptor.open(path);
    long result = Libc.FLOCK.call(descriptor.number(), EXCLUSIVE_NOW);
    if (result == 0) {
      return Optional.of(new AdvisoryLock(descriptor));
    }
    descriptor.close();
    if (result == -Errno.EAGAIN.number()) {
      return Optional.empty();
    }
    throw SystemCallException.of("flock", path.toString(), (int) -result);
  }

  /** Frees it; idempotent. */
  @Override
  public void close() {
    descriptor.close();
  }
}
