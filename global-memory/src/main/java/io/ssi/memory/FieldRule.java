package io.ssi.memory;

import static io.ssi.memory.MergeRule.LOCAL;
import static io.ssi.memory.MergeRule.MAXIMUM;
import static io.ssi.memory.MergeRule.MINIMUM;
import static io.ssi.memory.MergeRule.ONCE_PER_KERNEL;
import static io.ssi.memory.MergeRule.REMAINDER;
import static io.ssi.memory.MergeRule.SUM;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How one field is merged, and what a node that is part of a machine contributes. The whole list is
 * in {@code docs/design/figures.md} too, and a test holds the two together.
 *
 * @param file name of the file below {@code /proc}
 * @param field the field, as the file or its man page names it
 * @param rule how the nodes' values become one
 * @param share where the value of a node that is part of a machine comes from
 */
public record FieldRule(String file, String field, MergeRule rule, String share) {
  private static final String KERNEL = "the kernel's";
  private static final String OWN_TASKS = "own tasks";

  /** Every field of every file. A field of meminfo that is not here is merged once per kernel. */
  public static final List<FieldRule> ALL = all();

  private static final Map<String, FieldRule> MEMINFO =
      ALL.stream()
          .filter(rule -> rule.file().equals("meminfo"))
          .collect(Collectors.toUnmodifiableMap(FieldRule::field, Function.identity()));

  /**
   * The rule of a field of {@code /proc/meminfo}.
   *
   * @param field its name
   * @return its rule; once per kernel for fields of kernels that are newer than this list
   */
  public static MergeRule ofMeminfo(String field) {
    FieldRule rule = MEMINFO.get(field);
    return rule == null ? ONCE_PER_KERNEL : rule.rule();
  }

  private static List<FieldRule> all() {
    List<FieldRule> rules = new ArrayList<>();
    addMeminfoOfShare(rules);
    addMeminfoOfKernel(rules);
    addStat(rules);
    addOthers(rules);
    return List.copyOf(rules);
  }

  private static void addMeminfoOfShare(List<FieldRule> rules) {
    sum(rules, "MemTotal", "memory limit, at most the machine's");
    sum(rules, "MemFree", "limit - usage");
    sum(rules, "MemAvailable", "limit - usage + active_file + inactive_file + slab_reclaimable");
    sum(rules, "Buffers", "0; part of Cached");
    sum(rules, "Cached", "file (v1: total_cache)");
    sum(rules, "Active", "active_anon + active_file");
    sum(rules, "Inactive", "inactive_anon + inactive_file");
    sum(rules, "Active(anon)", "active_anon");
    sum(rules, "Inactive(anon)", "inactive_anon");
    sum(rules, "Active(file)", "active_file");
    sum(rules, "Inactive(file)", "inactive_file");
    sum(rules, "Unevictable", "unevictable");
    sum(rules, "Dirty", "file_dirty (v1: total_dirty)");
    sum(rules, "Writeback", "file_writeback (v1: total_writeback)");
    sum(rules, "AnonPages", "anon (v1: total_rss)");
    sum(rules, "Mapped", "file_mapped (v1: total_mapped_file)");
    sum(rules, "Shmem", "shmem (v1: total_shmem)");
    sum(rules, "AnonHugePages", "anon_thp (v1: total_rss_huge)");
  }

  private static void sum(List<FieldRule> rules, String field, String share) {
    rules.add(new FieldRule("meminfo", field, SUM, share));
  }

  private static void addMeminfoOfKernel(List<FieldRule> rules) {
    for (String field :
        List.of(
            "SwapCached",
            "Mlocked",
            "SwapTotal",
            "SwapFree",
            "Zswap",
            "Zswapped",
            "KReclaimable",
            "Slab",
            "SReclaimable",
            "SUnreclaim",
            "KernelStack",
            "ShadowCallStack",
            "PageTables",
            "SecPageTables",
            "NFS_Unstable",
            "Bounce",
            "WritebackTmp",
            "CommitLimit",
            "Committed_AS",
            "VmallocTotal",
            "VmallocUsed",
            "VmallocChunk",
            "Percpu",
            "EarlyMemtestBad",
            "HardwareCorrupted",
            "ShmemHugePages",
            "ShmemPmdMapped",
            "FileHugePages",
            "FilePmdMapped",
            "CmaTotal",
            "CmaFree",
            "Unaccepted",
            "Balloon",
            "HugePages_Total",
            "HugePages_Free",
            "HugePages_Rsvd",
            "HugePages_Surp",
            "Hugetlb",
            "DirectMap4k",
            "DirectMap2M",
            "DirectMap1G")) {
      rules.add(new FieldRule("meminfo", field, ONCE_PER_KERNEL, KERNEL));
    }
    rules.add(new FieldRule("meminfo", "Hugepagesize", MAXIMUM, KERNEL));
  }

  private static void addStat(List<FieldRule> rules) {
    String cgroup = "processor time of its control group";
    for (String kind : List.of("user", "system")) {
      rules.add(new FieldRule("stat", "cpu " + kind, SUM, cgroup));
    }
    for (String kind :
        List.of("nice", "iowait", "irq", "softirq", "steal", "guest", "guest_nice")) {
      rules.add(new FieldRule("stat", "cpu " + kind, SUM, "0"));
    }
    rules.add(new FieldRule("stat", "cpu idle", REMAINDER, "all time of the line - own time"));
    rules.add(new FieldRule("stat", "intr", ONCE_PER_KERNEL, KERNEL));
    rules.add(new FieldRule("stat", "ctxt", ONCE_PER_KERNEL, KERNEL));
    rules.add(new FieldRule("stat", "btime", MINIMUM, KERNEL));
    rules.add(new FieldRule("stat", "processes", ONCE_PER_KERNEL, KERNEL));
    rules.add(new FieldRule("stat", "procs_running", SUM, OWN_TASKS));
    rules.add(new FieldRule("stat", "procs_blocked", SUM, OWN_TASKS));
    rules.add(new FieldRule("stat", "softirq", ONCE_PER_KERNEL, KERNEL));
  }

  private static void addOthers(List<FieldRule> rules) {
    String sampled = "own tasks, sampled every 5 s";
    rules.add(new FieldRule("loadavg", "load1", SUM, sampled));
    rules.add(new FieldRule("loadavg", "load5", SUM, sampled));
    rules.add(new FieldRule("loadavg", "load15", SUM, sampled));
    rules.add(new FieldRule("loadavg", "running", SUM, OWN_TASKS));
    rules.add(new FieldRule("loadavg", "tasks", SUM, OWN_TASKS));
    rules.add(new FieldRule("loadavg", "last pid", MAXIMUM, OWN_TASKS));
    rules.add(new FieldRule("uptime", "up", MAXIMUM, KERNEL));
    rules.add(new FieldRule("uptime", "idle", REMAINDER, "cpu idle of its stat"));
    rules.add(new FieldRule("cpuinfo", "processor", ONCE_PER_KERNEL, "the kernel's, counted on"));
    rules.add(new FieldRule("cpuinfo", "physical id", ONCE_PER_KERNEL, "the kernel's, counted on"));
    rules.add(new FieldRule("cpuinfo", "all other lines", LOCAL, KERNEL));
  }
}
