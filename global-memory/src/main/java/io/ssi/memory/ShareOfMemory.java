package io.ssi.memory;

import io.ssi.linux.cgroup.MemoryAccount;
import io.ssi.linux.cgroup.MemoryStat;
import io.ssi.linux.procfs.MeminfoFile;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * {@code /proc/meminfo} of a node that is part of a machine: the fields that a control group knows
 * are the node's, the others stay the kernel's. {@link FieldRule} has the list.
 */
final class ShareOfMemory {
  private static final long KIB = 1024;

  private ShareOfMemory() {}

  static MeminfoFile of(MeminfoFile machine, NodeShare.Embedded embedded, OwnTasks.Count tasks) {
    Optional<MemoryAccount> account = embedded.group().memory();
    long whole = machine.bytes("MemTotal");
    long total =
        account
            .flatMap(memory -> memory.limit().stream().boxed().findFirst())
            .map(limit -> Math.min(limit, whole))
            .orElse(whole / embedded.nodesOfMachine());
    Map<String, Long> bytes =
        account
            .map(memory -> accounted(total, memory.usage(), memory.stat()))
            .orElseGet(() -> counted(total, tasks.sums().residentBytes()));
    return new MeminfoFile(
        machine.fields().stream()
            .map(field -> {
              Long own = bytes.get(field.name());
              return own == null ? field : field.withValue(own / KIB);
            })
            .toList());
  }

  private static Map<String, Long> accounted(long total, long usage, MemoryStat stat) {
    long free = Math.max(0, total - usage);
    long reclaimable = stat.activeFile() + stat.inactiveFile() + stat.kernel().slabReclaimable();
    Map<String, Long> bytes = new HashMap<>();
    bytes.put("MemTotal", total);
    bytes.put("MemFree", free);
    bytes.put("MemAvailable", Math.min(total, free + reclaimable));
    bytes.put("Buffers", 0L);
    bytes.put("Cached", stat.file());
    bytes.put("Active", stat.activeAnon() + stat.activeFile());
    bytes.put("Inactive", stat.inactiveAnon() + stat.inactiveFile());
    bytes.put("Active(anon)", stat.activeAnon());
    bytes.put("Inactive(anon)", stat.inactiveAnon());
    bytes.put("Active(file)", stat.activeFile());
    bytes.put("Inactive(file)", stat.inactiveFile());
    bytes.put("Unevictable", stat.unevictable());
    bytes.put("Dirty", stat.fileDirty());
    bytes.put("Writeback", stat.fileWriteback());
    bytes.put("AnonPages", stat.anon());
    bytes.put("Mapped", stat.fileMapped());
    bytes.put("Shmem", stat.shmem());
    bytes.put("AnonHugePages", stat.anonHuge());
    return bytes;
  }

  // Without a memory controller only the processes can be asked; what is cached is nobody's.
  private static Map<String, Long> counted(long total, long resident) {
    long free = Math.max(0, total - resident);
    return accounted(
        total,
        total - free,
        new MemoryStat(
            resident, 0, 0, 0, 0, 0, 0, resident, 0, 0, 0, 0, 0, MemoryStat.Kernel.UNKNOWN));
  }
}
