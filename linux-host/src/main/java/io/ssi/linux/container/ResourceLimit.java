package io.ssi.linux.container;

import java.util.Locale;

/**
 * A limit of setrlimit(2).
 *
 * @param resource of what
 * @param soft the limit in force, in the unit of the resource; {@link #UNLIMITED} for none
 * @param hard how far the program may raise it
 */
public record ResourceLimit(Resource resource, long soft, long hard) {
  /** No limit. */
  public static final long UNLIMITED = -1;

  /** What can be limited; the names are those of prlimit(1). */
  public enum Resource {
    /** Address space, bytes. */
    AS,
    /** Core file, bytes. */
    CORE,
    /** Processor time, seconds. */
    CPU,
    /** Data segment, bytes. */
    DATA,
    /** Files written, bytes. */
    FSIZE,
    /** File locks, number. */
    LOCKS,
    /** Locked memory, bytes. */
    MEMLOCK,
    /** POSIX message queues, bytes. */
    MSGQUEUE,
    /** Nice value, 20 less the lowest. */
    NICE,
    /** Open files, number. */
    NOFILE,
    /** Processes of the user, number. */
    NPROC,
    /** Resident memory, bytes; Linux ignores it. */
    RSS,
    /** Real-time priority. */
    RTPRIO,
    /** Real-time processor time without a blocking call, microseconds. */
    RTTIME,
    /** Queued signals, number. */
    SIGPENDING,
    /** Stack, bytes. */
    STACK
  }

  /** Refuses negative limits and a soft one above the hard one. */
  public ResourceLimit {
    boolean above = hard != UNLIMITED && (soft == UNLIMITED || soft > hard);
    if (soft < UNLIMITED || hard < UNLIMITED || above) {
      throw new IllegalArgumentException(
          "A limit of " + resource + " cannot be " + soft + " (soft) and " + hard + " (hard)");
    }
  }

  String text() {
    return resource.name().toLowerCase(Locale.ROOT) + ":" + text(soft) + ":" + text(hard);
  }

  private static String text(long limit) {
    return limit == UNLIMITED ? "unlimited" : Long.toString(limit);
  }
}
