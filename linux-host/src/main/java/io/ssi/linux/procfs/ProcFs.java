package io.ssi.linux.procfs;

import io.ssi.linux.LocalPid;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads the files of one {@code /proc}. What it shows is what the pid namespace shows that this
 * {@code /proc} was mounted in, whoever reads.
 *
 * <p>Any thread; nothing here blocks longer than the kernel takes to print a file. A process that
 * is not there is empty. {@link UnreadableProcFileException} when the kernel refuses, {@link
 * CorruptProcFileException} when a file has no form that we know.
 */
public final class ProcFs {
  private final Path root;
  private final String prefix;

  /**
   * Reads below a directory.
   *
   * @param root {@code /proc}, or the same of another namespace, such as {@code
   *     /proc/4711/root/proc}, or a copy
   */
  public ProcFs(Path root) {
    this.root = root;
    this.prefix = root + "/";
  }

  /**
   * Where it reads.
   *
   * @return the directory
   */
  public Path root() {
    return root;
  }

  /**
   * All processes.
   *
   * @return their numbers, ascending
   */
  public List<LocalPid> pids() {
    return numbers(root);
  }

  /**
   * The threads of a process.
   *
   * @param pid the process
   * @return their numbers, ascending; none if the process is gone
   */
  public List<LocalPid> threads(LocalPid pid) {
    return numbers(directory(pid).resolve("task"));
  }

  /**
   * {@code /proc/PID/stat}.
   *
   * @param pid the process
   * @return the file, or empty if the process is gone
   */
  public Optional<StatFile> stat(LocalPid pid) {
    return read(pid, "stat", StatFile::parse);
  }

  /**
   * {@code /proc/PID/task/TID/stat}.
   *
   * @param pid the process
   * @param thread one of its threads
   * @return the file, or empty if the thread is gone
   */
  public Optional<StatFile> threadStat(LocalPid pid, LocalPid thread) {
    String directory = place(pid) + "/task/" + thread;
    return ProcFileBytes.ofTransient(directory + "/stat", directory).map(StatFile::parse);
  }

  /**
   * {@code /proc/PID/status}.
   *
   * @param pid the process
   * @return the file, or empty if the process is gone
   */
  public Optional<StatusFile> status(LocalPid pid) {
    return read(pid, "status", StatusFile::parse).flatMap(Function.identity());
  }

  /**
   * {@code /proc/PID/cmdline}.
   *
   * @param pid the process
   * @return the file, or empty if the process is gone
   */
  public Optional<CmdlineFile> cmdline(LocalPid pid) {
    return read(pid, "cmdline", CmdlineFile::parse);
  }

  /**
   * {@code /proc/PID/environ}; needs the right to trace the process.
   *
   * @param pid the process
   * @return the file, or empty if the process is gone
   */
  public Optional<EnvironFile> environ(LocalPid pid) {
    return readMemory(pid, "environ", EnvironFile::parse);
  }

  /**
   * {@code /proc/PID/maps}; needs the right to trace the process.
   *
   * @param pid the process
   * @return the file, without mappings for kernel threads and zombies, or empty if the process is
   *     gone
   */
  public Optional<MapsFile> maps(LocalPid pid) {
    return readMemory(pid, "maps", MapsFile::parse);
  }

  /**
   * {@code /proc/PID/fd}; needs the right to trace the process.
   *
   * @param pid the process
   * @return the open descriptors, or empty if the process is gone
   */
  public Optional<FdDirectory> fds(LocalPid pid) {
    return ProcLinks.descriptors(directory(pid));
  }

  /**
   * {@code /proc/PID/fdinfo/FD}; needs the right to trace the process.
   *
   * @param pid the process
   * @param descriptor one of its descriptors
   * @return the file, or empty if the process is gone or the descriptor is not open
   */
  public Optional<FdInfoFile> fdInfo(LocalPid pid, int descriptor) {
    String path = place(pid) + "/fdinfo/" + descriptor;
    return ProcFileBytes.ofTransient(path, path).map(FdInfoFile::parse);
  }

  /**
   * {@code /proc/PID/ns}; needs the right to trace the process.
   *
   * @param pid the process
   * @return its namespaces, or empty if the process is gone
   */
  public Optional<NamespaceLinks> namespaces(LocalPid pid) {
    Map<NamespaceKind, Long> inodes = new EnumMap<>(NamespaceKind.class);
    for (NamespaceKind kind : NamespaceKind.values()) {
      namespace(pid, kind).ifPresent(inode -> inodes.put(kind, inode));
    }
    return Files.exists(directory(pid))
        ? Optional.of(new NamespaceLinks(inodes))
        : Optional.empty();
  }

  /**
   * One link of {@code /proc/PID/ns}; needs the right to trace the process.
   *
   * @param pid the process
   * @param kind which namespace
   * @return number of the namespace, or empty if the process is gone or has none of that kind
   */
  public Optional<Long> namespace(LocalPid pid, NamespaceKind kind) {
    Path link = directory(pid).resolve("ns").resolve(kind.file());
    return ProcLinks.target(link).map(target -> NamespaceLinks.parse(kind, target));
  }

  /**
   * {@code /proc/meminfo}.
   *
   * @return the machine's memory
   */
  public MeminfoFile meminfo() {
    return MeminfoFile.parse(machine("meminfo"));
  }

  /**
   * {@code /proc/stat}.
   *
   * @return the machine's counters
   */
  public MachineStatFile machineStat() {
    return MachineStatFile.parse(machine("stat"));
  }

  /**
   * {@code /proc/loadavg}.
   *
   * @return the machine's load, whatever namespace this {@code /proc} belongs to; only the newest
   *     pid is the namespace's
   */
  public LoadavgFile loadavg() {
    return LoadavgFile.parse(machine("loadavg"));
  }

  /**
   * {@code /proc/uptime}.
   *
   * @return how long the machine has been running
   */
  public UptimeFile uptime() {
    return UptimeFile.parse(machine("uptime"));
  }

  /**
   * {@code /proc/cpuinfo}.
   *
   * @return the machine's processors
   */
  public CpuinfoFile cpuinfo() {
    return CpuinfoFile.parse(machine("cpuinfo"));
  }

  /**
   * {@code /proc/sys/kernel/random/boot_id}.
   *
   * @return what names this boot of this machine
   */
  public BootIdFile bootId() {
    return BootIdFile.parse(machine("sys/kernel/random/boot_id"));
  }

  /**
   * {@code /proc/sys/kernel/osrelease}.
   *
   * @return the kernel's release
   */
  public KernelRelease kernelRelease() {
    return KernelRelease.parse(machine("sys/kernel/osrelease"));
  }

  /**
   * {@code /proc/version}.
   *
   * @return the kernel's release, who built it, with what and when; one line
   */
  public String kernelVersion() {
    return new String(machine("version"), StandardCharsets.UTF_8).strip();
  }

  private Path directory(LocalPid pid) {
    return root.resolve(pid.toString());
  }

  private String place(LocalPid pid) {
    return prefix + pid;
  }

  private byte[] machine(String name) {
    return ProcFileBytes.ofMachine(prefix + name);
  }

  private <T> Optional<T> read(LocalPid pid, String name, Function<byte[], T> parser) {
    String directory = place(pid);
    return ProcFileBytes.ofTransient(directory + "/" + name, directory).map(parser);
  }

  // Newer kernels answer ESRCH for what concerns the memory of a task that has none.
  private <T> Optional<T> readMemory(LocalPid pid, String name, Function<byte[], T> parser) {
    try {
      return read(pid, name, parser);
    } catch (UnreadableProcFileException e) {
      Optional<StatFile> stat = stat(pid);
      if (stat.isPresent() && stat.get().virtualBytes() > 0) {
        throw e;
      }
      return stat.map(file -> parser.apply(new byte[0]));
    }
  }

  private static List<LocalPid> numbers(Path directory) {
    String[] names = directory.toFile().list();
    if (names == null) {
      return List.of();
    }
    List<LocalPid> numbers = new ArrayList<>(names.length);
    for (String name : names) {
      if (Character.isDigit(name.charAt(0))) {
        numbers.add(new LocalPid(Integer.parseInt(name)));
      }
    }
    numbers.sort(Comparator.naturalOrder());
    return numbers;
  }
}
