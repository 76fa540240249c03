package io.ssi.linux.posix;

import io.ssi.linux.Errno;
import io.ssi.linux.SystemCallException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import jnr.ffi.LibraryLoader;
import jnr.ffi.byref.IntByReference;
import jnr.posix.Group;
import jnr.posix.POSIX;
import jnr.posix.POSIXFactory;
import jnr.posix.Passwd;
import org.jspecify.annotations.Nullable;

/**
 * The machine's users and groups, wherever nsswitch.conf(5) says they are.
 *
 * <p>Thread-safe; one lookup at a time, because getpwuid(3) answers in a buffer of its own. A
 * lookup opens files and may ask the network: keep answers that are needed often.
 */
public final class PosixUsers {
  private static final int USUAL_GROUPS = 64;
  // NGROUPS_MAX of the kernel.
  private static final int MOST_GROUPS = 65536;

  private final POSIX posix = POSIXFactory.getNativePOSIX();
  private final GroupLists groupLists = LibraryLoader.create(GroupLists.class).load("c");
  private final ReentrantLock lock = new ReentrantLock();

  /**
   * getgrouplist(3), which jnr-posix does not have; public because jnr implements it at run time.
   */
  public interface GroupLists {
    /** Fills the groups; the count is in and out; -1 if they do not fit. */
    int getgrouplist(String user, int group, int[] groups, IntByReference count);
  }

  /** The user with the number; empty if the database has none. */
  public Optional<User> user(int uid) {
    return locked(() -> user(posix.getpwuid(uid)));
  }

  /** The user with the name; empty if the database has none. */
  public Optional<User> user(String name) {
    return locked(() -> user(posix.getpwnam(name)));
  }

  /** The group's name; empty if the database has none. */
  public Optional<String> groupName(int gid) {
    return locked(() -> Optional.ofNullable(posix.getgrgid(gid)).map(Group::getName));
  }

  /** The numbers of all groups of a user, the primary one among them, as a login sets them. */
  public List<Integer> groups(User user) {
    return locked(() -> groups(user, USUAL_GROUPS));
  }

  private List<Integer> groups(User user, int room) {
    int[] found = new int[room];
    IntByReference count = new IntByReference(room);
    if (groupLists.getgrouplist(user.name(), user.gid(), found, count) >= 0) {
      return Arrays.stream(found, 0, count.intValue()).boxed().toList();
    }
    if (room >= MOST_GROUPS) {
      throw SystemCallException.of(
          "getgrouplist", "user " + user.name(), Errno.ERANGE, "look at the group database");
    }
    return groups(user, Math.min(MOST_GROUPS, Math.max(count.intValue(), 2 * room)));
  }

  private static Optional<User> user(@Nullable Passwd entry) {
    return Optional.ofNullable(entry)
        .map(found ->
            new User(
                found.getLoginName(),
                (int) found.getUID(),
                (int) found.getGID(),
                found.getHome(),
                found.getShell()));
  }

  private <T> T locked(Supplier<T> lookup) {
    lock.lock();
    try {
      return lookup.get();
    } finally {
      lock.unlock();
    }
  }
}
