package io.ssi.memory;

import io.ssi.linux.procfs.BootIdFile;
import io.ssi.linux.procfs.CpuTimes;
import io.ssi.linux.procfs.CpuinfoFile;
import io.ssi.linux.procfs.LoadavgFile;
import io.ssi.linux.procfs.MachineStatFile;
import io.ssi.linux.procfs.MeminfoFile;
import io.ssi.linux.procfs.UptimeFile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Made-up figures. */
final class SampleFigures {
  static final Instant TAKEN = Instant.ofEpochSecond(1_800_000_000L, 123);
  private static final List<String> FIELDS =
      List.of(
          "MemTotal",
          "MemFree",
          "MemAvailable",
          "Cached",
          "Slab",
          "SwapTotal",
          "HugePages_Total",
          "Hugepagesize");

  private SampleFigures() {}

  /** A machine by itself, with random values. */
  static NodeFigures machine(RandomGenerator random) {
    return machine(random, new UUID(random.nextLong(), random.nextLong()));
  }

  static NodeFigures machine(RandomGenerator random, UUID boot) {
    List<MeminfoFile.Field> fields = new ArrayList<>();
    for (String name : FIELDS) {
      fields.add(
          new MeminfoFile.Field(name, random.nextInt(1 << 25), !name.startsWith("HugePages_")));
    }
    Map<Integer, CpuTimes> processors = new TreeMap<>();
    List<CpuinfoFile.Processor> cpus = new ArrayList<>();
    CpuTimes total = CpuTimes.ZERO;
    int count = random.nextInt(1, 9);
    for (int i = 0; i < count; i++) {
      CpuTimes times = times(random);
      processors.put(i, times);
      total = total.plus(times);
      cpus.add(processor(i, i / 4));
    }
    return new NodeFigures(
        TAKEN.plusMillis(random.nextInt(1000)),
        new BootIdFile(boot),
        "6.12.9-amd64",
        random.nextInt(1, 500),
        new MeminfoFile(fields),
        new MachineStatFile(
            total,
            processors,
            numbers(random, random.nextInt(1, 40)),
            random.nextInt(1 << 30),
            1_700_000_000L + random.nextInt(1 << 20),
            random.nextInt(1 << 20),
            random.nextInt(20),
            random.nextInt(20),
            numbers(random, 11)),
        new LoadavgFile(
            random.nextInt(5000),
            random.nextInt(5000),
            random.nextInt(5000),
            random.nextInt(20),
            random.nextInt(2000),
            random.nextInt(32768)),
        new UptimeFile(random.nextInt(1 << 30), total.idle()),
        new CpuinfoFile(cpus));
  }

  static CpuinfoFile.Processor processor(int number, int socket) {
    return new CpuinfoFile.Processor(
        List.of(
            "processor\t: " + number,
            "model name\t: Sample",
            "physical id\t: " + socket,
            "flags\t\t: fpu vme",
            "power management:"));
  }

  private static CpuTimes times(RandomGenerator random) {
    return new CpuTimes(numbers(random, CpuTimes.KINDS));
  }

  private static List<Long> numbers(RandomGenerator random, int count) {
    List<Long> numbers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      numbers.add((long) random.nextInt(1 << 24));
    }
    return numbers;
  }

  /** The same node with one field of meminfo changed. */
  static NodeFigures withMeminfo(NodeFigures node, MeminfoFile meminfo) {
    return new NodeFigures(
        node.taken(),
        node.bootId(),
        node.kernelRelease(),
        node.processes(),
        meminfo,
        node.stat(),
        node.loadavg(),
        node.uptime(),
        node.cpuinfo());
  }
}
