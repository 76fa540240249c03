package io.ssi.migration.target;

import io.ssi.linux.LinuxException;
import io.ssi.linux.criu.image.FileLocks;
import io.ssi.linux.criu.image.HeldLock;
import io.ssi.linux.criu.image.HeldLock.Owner;
import io.ssi.linux.syscall.Descriptor;
import io.ssi.linux.syscall.OpenFileLock;
import io.ssi.linux.syscall.PidFd;
import io.ssi.migration.MoveFailedException;
import io.ssi.migration.Outcome;
import io.ssi.migration.container.Member;
import io.ssi.migration.image.ImageDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Locks on files that both nodes share. While the copy is made the original still holds them, and
 * CRIU would wait for them without end; so those that belong to an open file are left out of the
 * restore and taken when the original has been killed, before the copy runs.
 */
final class ArrivingLocks {
  private static final Logger log = LoggerFactory.getLogger(ArrivingLocks.class);
  private static final String ASIDE = "locks";
  private static final int ATTEMPTS = 400;
  private static final long ATTEMPT_MILLIS = 5;

  private final List<HeldLock> locks;

  private ArrivingLocks(List<HeldLock> locks) {
    this.locks = locks;
  }

  /** No locks. */
  static ArrivingLocks none() {
    return new ArrivingLocks(List.of());
  }

  /** Leaves them out of an image; again, if an earlier agent has done that already. */
  static ArrivingLocks leaveOut(ImageDirectory image) {
    Path aside = image.path().resolve(ASIDE);
    try {
      if (Files.notExists(aside)) {
        List<HeldLock> all = FileLocks.read(image.path());
        if (all.stream().allMatch(lock -> lock.owner() == Owner.PROCESS)) {
          return none();
        }
        Path whole = Files.createDirectories(image.path().resolve(ASIDE + ".new"));
        Files.copy(
            image.path().resolve(FileLocks.NAME),
            whole.resolve(FileLocks.NAME),
            StandardCopyOption.REPLACE_EXISTING);
        Files.move(whole, aside, StandardCopyOption.ATOMIC_MOVE);
      }
      FileLocks.keepOfProcesses(image.path());
      List<HeldLock> left = new ArrayList<>(FileLocks.read(aside));
      left.removeIf(lock -> lock.owner() == Owner.PROCESS);
      return new ArrivingLocks(left);
    } catch (IOException e) {
      throw new MoveFailedException(
          Outcome.ROLLED_BACK, "cannot look at the locks of the image: " + e.getMessage(), e);
    }
  }

  /**
   * Takes them for processes that are held. The original is being killed and lets go of them
   * meanwhile; one that somebody else took in that moment is waited for, and given up after two
   * seconds, since what was decided cannot be undone.
   */
  void take(List<Member> members) {
    for (HeldLock lock : locks) {
      members.stream()
          .filter(member -> member.inside() == lock.pid().value())
          .findFirst()
          .ifPresent(member -> take(lock, member));
    }
  }

  private static void take(HeldLock lock, Member member) {
    try (PidFd process = PidFd.open(member.local()).orElseThrow();
        Descriptor file = process.copyOf(lock.descriptor())) {
      CountDownLatch never = new CountDownLatch(1);
      for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        if (attempt(lock, file)) {
          return;
        }
        boolean _ = never.await(ATTEMPT_MILLIS, TimeUnit.MILLISECONDS);
      }
      log.error("{}: its lock was taken by somebody else while it moved", file);
    } catch (LinuxException e) {
      log.error("Process {}: its lock on descriptor {} is lost", lock.pid(), lock.descriptor(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean attempt(HeldLock lock, Descriptor file) {
    return lock.owner() == Owner.OPEN_FILE
        ? OpenFileLock.tryWhole(file, lock.exclusive())
        : OpenFileLock.tryRange(file, lock.exclusive(), lock.start(), lock.length());
  }
}
