package io.ssi.linux.procfs;

import java.util.ArrayList;
import java.util.List;

/**
 * {@code /proc/PID/fdinfo/FD}, see {@code proc_pid_fdinfo(5)}.
 *
 * @param position offset in the file, in bytes
 * @param flags how it was opened, see {@code open(2)}; {@code O_CLOEXEC} included
 * @param mountId the mount it was opened through, as in {@code /proc/PID/mountinfo}
 * @param details the lines that depend on the kind of file, such as {@code eventfd-count: 0}
 */
public record FdInfoFile(long position, int flags, int mountId, List<String> details) {

  private static final String FILE = "/proc/PID/fdinfo/FD";

  /** Takes a copy of the list. */
  public FdInfoFile {
    details = List.copyOf(details);
  }

  /**
   * Parses the file.
   *
   * @param bytes the whole file
   * @return its fields
   * @throws CorruptProcFileException if anything is missing or malformed
   */
  public static FdInfoFile parse(byte[] bytes) {
    ProcCursor in = new ProcCursor(FILE, bytes);
    in.expect("pos:\t");
    long position = in.signed();
    in.expect("\nflags:\t");
    int flags = octal(in.line());
    in.expect("mnt_id:\t");
    int mountId = in.integer();
    in.expect('\n');
    List<String> details = new ArrayList<>();
    while (!in.atEnd()) {
      details.add(in.line());
    }
    return new FdInfoFile(position, flags, mountId, details);
  }

  private static int octal(String text) {
    try {
      return Integer.parseInt(text, 8);
    } catch (NumberFormatException e) {
      throw new CorruptProcFileException(FILE, "flags are not an octal number", text, e);
    }
  }
}
