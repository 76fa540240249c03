package io.ssi.linux.procfs;

import io.ssi.linux.LocalPid;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * {@code /proc/PID/stat}, see {@code proc_pid_stat(5)}; also the file of the same name of a thread,
 * {@code /proc/PID/task/TID/stat}. Two are equal when all their fields are.
 */
public final class StatFile {

  /** Ticks of {@code utime} and its kin in a second: {@code USER_HZ}, fixed by the x86-64 ABI. */
  public static final int TICKS_PER_SECOND = 100;

  /** Bytes of a page, fixed by the x86-64 ABI. */
  public static final int PAGE_BYTES = 4096;

  private static final String FILE = "/proc/PID/stat";
  private static final int FIRST_NUMBER = 4;
  private static final int LAST_NUMBER = 52;

  /** Which of the fields 4 to 52 the kernel prints from an int, by their number in the man page. */
  private static final long INT_FIELDS = bits(4, 5, 6, 7, 8, 18, 19, 20, 38, 39, 40, 41);

  /** {@code PF_KTHREAD} of the kernel's {@code sched.h}. */
  private static final long KERNEL_THREAD_FLAG = 0x00200000;

  private final LocalPid pid;
  private final String comm;
  private final ProcessState state;

  /** The fields 4 to 52 of the man page, at index 0 to 48. */
  private final long[] numbers;

  private StatFile(LocalPid pid, String comm, ProcessState state, long[] numbers) {
    this.pid = pid;
    this.comm = comm;
    this.state = state;
    this.numbers = numbers;
  }

  /**
   * Parses the file.
   *
   * @param bytes the whole file
   * @return its fields
   * @throws CorruptProcFileException if anything is missing or malformed
   */
  public static StatFile parse(byte[] bytes) {
    ProcCursor in = new ProcCursor(FILE, bytes);
    int number = in.integer();
    if (number <= 0) {
      throw in.corrupt("a process id that is not positive");
    }
    in.expect(" (");
    int close = lastParenthesis(in, bytes);
    // The name may hold blanks, parentheses and newlines, so only the last ')' ends it.
    String comm = new String(bytes, in.position(), close - in.position(), StandardCharsets.UTF_8);
    in.moveTo(close);
    in.expect(") ");
    char letter = (char) in.next();
    ProcessState state =
        ProcessState.of(letter).orElseThrow(() -> in.corrupt("unknown state '" + letter + "'"));
    long[] numbers = new long[LAST_NUMBER - FIRST_NUMBER + 1];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = number(in, (INT_FIELDS >>> (i + FIRST_NUMBER) & 1) != 0);
    }
    while (in.nextIs(' ')) {
      number(in, false);
    }
    in.expect('\n');
    in.expectEnd();
    return new StatFile(new LocalPid(number), comm, state, numbers);
  }

  private static int lastParenthesis(ProcCursor in, byte[] bytes) {
    for (int i = bytes.length - 1; i >= in.position(); i--) {
      if (bytes[i] == ')') {
        return i;
      }
    }
    throw in.corrupt("the program's name has no end");
  }

  private static long number(ProcCursor in, boolean isInt) {
    in.expect(' ');
    if (isInt) {
      return in.integer();
    }
    return in.nextIs('-') ? in.signed() : in.unsigned();
  }

  private static long bits(int... fields) {
    long bits = 0;
    for (int field : fields) {
      bits |= 1L << field;
    }
    return bits;
  }

  private long field(int number) {
    return numbers[number - FIRST_NUMBER];
  }

  /**
   * The process, or the thread when read from {@code task}.
   *
   * @return its number in the pid namespace of this {@code /proc}
   */
  public LocalPid pid() {
    return pid;
  }

  /**
   * Name of the program.
   *
   * @return at most 15 bytes (63 for kernel threads), any characters; bytes that are no UTF-8 are
   *     replaced
   */
  public String comm() {
    return comm;
  }

  /**
   * What it is doing.
   *
   * @return its state when the file was read
   */
  public ProcessState state() {
    return state;
  }

  /**
   * Its parent.
   *
   * @return the parent's pid; 0 for the first process of a namespace and for a parent outside it
   */
  public int parent() {
    return (int) field(4);
  }

  /**
   * Its process group.
   *
   * @return the group's id; 0 when its leader is outside this pid namespace
   */
  public int processGroup() {
    return (int) field(5);
  }

  /**
   * Its session.
   *
   * @return the session's id; 0 when its leader is outside this pid namespace
   */
  public int session() {
    return (int) field(6);
  }

  /**
   * Its controlling terminal.
   *
   * @return a device number as {@code makedev(3)} packs it; 0 without a terminal
   */
  public int tty() {
    return (int) field(7);
  }

  /**
   * The foreground process group of its terminal.
   *
   * @return the group's id; -1 without a terminal
   */
  public int foregroundGroup() {
    return (int) field(8);
  }

  /**
   * Page faults that read nothing from a disk.
   *
   * @return a count
   */
  public long minorFaults() {
    return field(10);
  }

  /**
   * Page faults that read from a disk.
   *
   * @return a count
   */
  public long majorFaults() {
    return field(12);
  }

  /**
   * Time in user mode.
   *
   * @return ticks of {@link #TICKS_PER_SECOND}
   */
  public long userTicks() {
    return field(14);
  }

  /**
   * Time in kernel mode.
   *
   * @return ticks of {@link #TICKS_PER_SECOND}
   */
  public long systemTicks() {
    return field(15);
  }

  /**
   * User time of children that were waited for.
   *
   * @return ticks of {@link #TICKS_PER_SECOND}
   */
  public long childUserTicks() {
    return field(16);
  }

  /**
   * Kernel time of children that were waited for.
   *
   * @return ticks of {@link #TICKS_PER_SECOND}
   */
  public long childSystemTicks() {
    return field(17);
  }

  /**
   * The priority that the kernel uses.
   *
   * @return 20 + nice, or negative for real-time tasks
   */
  public int priority() {
    return (int) field(18);
  }

  /**
   * How willing it is to give way.
   *
   * @return -20 to 19
   */
  public int nice() {
    return (int) field(19);
  }

  /**
   * Its threads.
   *
   * @return how many; 0 for a zombie that is nearly gone
   */
  public int threads() {
    return (int) field(20);
  }

  /**
   * When it started; with its pid this names a process for good.
   *
   * @return ticks of {@link #TICKS_PER_SECOND} since boot
   */
  public long startTicks() {
    return field(22);
  }

  /**
   * Size of its address space.
   *
   * @return bytes; 0 for kernel threads and zombies
   */
  public long virtualBytes() {
    return field(23);
  }

  /**
   * Memory in use.
   *
   * @return pages of {@link #PAGE_BYTES}
   */
  public long residentPages() {
    return field(24);
  }

  /**
   * Where its stack begins, which an exec changes.
   *
   * @return an address; 0 without the right to know
   */
  public long startStack() {
    return field(28);
  }

  /**
   * What its parent is sent when it ends.
   *
   * @return a signal number
   */
  public int exitSignal() {
    return (int) field(38);
  }

  /**
   * Where it last ran.
   *
   * @return number of the processor
   */
  public int processor() {
    return (int) field(39);
  }

  /**
   * Its real-time priority.
   *
   * @return 1 to 99, or 0 for other tasks
   */
  public int realtimePriority() {
    return (int) field(40);
  }

  /**
   * How it is scheduled, see {@code sched(7)}.
   *
   * @return the policy's number
   */
  public int policy() {
    return (int) field(41);
  }

  /**
   * Memory in use.
   *
   * @return resident bytes
   */
  public long residentBytes() {
    return residentPages() * PAGE_BYTES;
  }

  /**
   * Whether this is a thread of the kernel, without memory or program of its own.
   *
   * @return true for {@code kthreadd} and what it starts
   */
  public boolean isKernelThread() {
    return (field(9) & KERNEL_THREAD_FLAG) != 0;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof StatFile that
        && pid.equals(that.pid)
        && comm.equals(that.comm)
        && state == that.state
        && Arrays.equals(numbers, that.numbers);
  }

  @Override
  public int hashCode() {
    return 31 * pid.value() + Long.hashCode(startTicks());
  }

  @Override
  public String toString() {
    return pid + " (" + comm + ") " + state.letter();
  }
}
