package io.ssi.linux.procfs;

import io.ssi.linux.LocalPid;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * {@code /proc/PID/status}, see {@code proc_pid_status(5)}. Signal sets are bit masks, bit 0 for
 * signal 1.
 *
 * @param name name of the program, with newline and backslash as they are
 * @param state what it is doing
 * @param threadGroup the process; differs from {@code pid} for a thread
 * @param pid the process or thread, as the pid namespace of this {@code /proc} numbers it
 * @param parent its parent; 0 for the first process of a namespace and for parents outside it
 * @param tracer who traces it; 0 for nobody
 * @param users its user ids
 * @param groups its group ids
 * @param supplementaryGroups its further groups
 * @param namespacePids its number in the namespace of this {@code /proc} and in each one below, the
 *     innermost last
 * @param namespaceGroups the number of its process group in the same namespaces; 0 in those that do
 *     not see the group's leader
 * @param residentBytes memory in use; empty for kernel threads and zombies
 * @param peakResidentBytes the most memory it had in use; empty for kernel threads and zombies
 * @param swapBytes memory in swap; empty for kernel threads and zombies
 * @param threads number of threads
 * @param signals its signal sets
 * @param effectiveCapabilities bit mask of {@code capabilities(7)}
 * @param seccomp 0 off, 1 strict, 2 filter
 */
public record StatusFile(
    String name,
    ProcessState state,
    LocalPid threadGroup,
    LocalPid pid,
    int parent,
    int tracer,
    IdSet users,
    IdSet groups,
    List<Integer> supplementaryGroups,
    List<Integer> namespacePids,
    List<Integer> namespaceGroups,
    OptionalLong residentBytes,
    OptionalLong peakResidentBytes,
    OptionalLong swapBytes,
    int threads,
    SignalSets signals,
    long effectiveCapabilities,
    int seccomp) {

  private static final String FILE = "/proc/PID/status";

  /** Takes copies of the lists. */
  public StatusFile {
    supplementaryGroups = List.copyOf(supplementaryGroups);
    namespacePids = List.copyOf(namespacePids);
    namespaceGroups = List.copyOf(namespaceGroups);
  }

  /**
   * The signal sets of a process as bit masks, bit 0 for signal 1.
   *
   * @param pending waiting for the thread
   * @param sharedPending waiting for the process
   * @param blocked held back
   * @param ignored thrown away
   * @param caught served by a handler of the program
   */
  public record SignalSets(
      long pending, long sharedPending, long blocked, long ignored, long caught) {

    /**
     * Whether the program has a handler for a signal.
     *
     * @param signal 1 to 64
     * @return true if it catches it
     */
    public boolean catches(int signal) {
      return (caught >>> (signal - 1) & 1) != 0;
    }
  }

  /**
   * Parses the file.
   *
   * @param bytes the whole file
   * @return its fields; empty if the process was reaped while the kernel printed them, when it
   *     prints 0 for the numbers of a process without one
   * @throws CorruptProcFileException if anything is missing or malformed
   */
  public static Optional<StatusFile> parse(byte[] bytes) {
    KeyedLines lines = KeyedLines.parse(FILE, bytes);
    // The last line that every kernel writes: it says that the file is whole.
    lines.number("nonvoluntary_ctxt_switches", 10);
    List<Integer> namespacePids = lines.integers("NSpid");
    if (namespacePids.isEmpty()) {
      throw new CorruptProcFileException(FILE, "no number in line NSpid", "");
    }
    if (lines.integer("Tgid") == 0 || lines.integer("Pid") == 0 || namespacePids.contains(0)) {
      return Optional.empty();
    }
    return Optional.of(whole(lines, namespacePids));
  }

  private static StatusFile whole(KeyedLines lines, List<Integer> namespacePids) {
    return new StatusFile(
        unescape(lines.raw("Name")),
        state(lines),
        pid(lines, "Tgid"),
        pid(lines, "Pid"),
        lines.integer("PPid"),
        lines.integer("TracerPid"),
        ids(lines, "Uid"),
        ids(lines, "Gid"),
        lines.integers("Groups"),
        namespacePids,
        lines.integers("NSpgid"),
        size(lines, "VmRSS"),
        size(lines, "VmHWM"),
        size(lines, "VmSwap"),
        lines.integer("Threads"),
        new SignalSets(
            lines.number("SigPnd", 16),
            lines.number("ShdPnd", 16),
            lines.number("SigBlk", 16),
            lines.number("SigIgn", 16),
            lines.number("SigCgt", 16)),
        lines.number("CapEff", 16),
        lines.has("Seccomp") ? lines.integer("Seccomp") : 0);
  }

  private static ProcessState state(KeyedLines lines) {
    String text = lines.text("State");
    if (text.isEmpty()) {
      throw new CorruptProcFileException(FILE, "nothing in line State", text);
    }
    return ProcessState.of(text.charAt(0))
        .orElseThrow(() -> new CorruptProcFileException(FILE, "unknown state", text));
  }

  private static LocalPid pid(KeyedLines lines, String key) {
    int value = lines.integer(key);
    if (value <= 0) {
      throw new CorruptProcFileException(FILE, "not a process id in line " + key, "" + value);
    }
    return new LocalPid(value);
  }

  private static IdSet ids(KeyedLines lines, String key) {
    List<Integer> ids = lines.integers(key);
    if (ids.size() != 4) {
      throw new CorruptProcFileException(FILE, "not four ids in line " + key, ids.toString());
    }
    return new IdSet(ids.get(0), ids.get(1), ids.get(2), ids.get(3));
  }

  private static OptionalLong size(KeyedLines lines, String key) {
    return lines.has(key) ? OptionalLong.of(lines.kibibytesAsBytes(key)) : OptionalLong.empty();
  }

  private static String unescape(String raw) {
    if (!raw.startsWith("\t")) {
      throw new CorruptProcFileException(FILE, "no tabulator in line Name", raw);
    }
    StringBuilder name = new StringBuilder();
    for (int i = 1; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c == '\\' && i + 1 < raw.length()) {
        i++;
        name.append(raw.charAt(i) == 'n' ? '\n' : raw.charAt(i));
      } else {
        name.append(c);
      }
    }
    return name.toString();
  }
}
