package io.ssi.agent.doctor;

import io.ssi.agent.embedded.ClusterPlaces;
import io.ssi.agent.machine.MachineException;
import io.ssi.linux.procfs.ProcFs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Disk for checkpoints, memory for agents.
 *
 * @param proc where the memory is read
 */
record SpaceCheck(ProcFs proc) {
  private static final long MEBIBYTE = 1 << 20;
  private static final long NEEDED_DISK_MEBIBYTES = 256;
  private static final long GOOD_DISK_MEBIBYTES = 4096;
  private static final long AGENT_MEBIBYTES = 200;

  List<Finding> run() {
    return List.of(
        disk(ClusterPlaces.STATE, freeMebibytes(ClusterPlaces.STATE)),
        memory(proc.meminfo().bytes("MemAvailable") / MEBIBYTE));
  }

  static Finding disk(Path directory, long mebibytes) {
    String found = mebibytes + " MiB free for checkpoints in " + directory;
    String advice = "make room there, or mount a larger file system on it";
    if (mebibytes < NEEDED_DISK_MEBIBYTES) {
      return Finding.missing("disk", found, advice);
    }
    return mebibytes < GOOD_DISK_MEBIBYTES
        ? Finding.note("disk", found, advice)
        : Finding.ok("disk", found);
  }

  static Finding memory(long mebibytes) {
    String found = mebibytes + " MiB available";
    long agents = mebibytes / AGENT_MEBIBYTES;
    return agents >= 3
        ? Finding.ok("memory", found)
        : Finding.note(
            "memory",
            found,
            "an agent takes up to "
                + AGENT_MEBIBYTES
                + " MiB: start fewer nodes, ssi up --nodes 2");
  }

  private static long freeMebibytes(Path directory) {
    @Nullable Path there = directory;
    while (there != null && !Files.isDirectory(there)) {
      there = there.getParent();
    }
    try {
      return Files.getFileStore(there == null ? Path.of("/") : there).getUsableSpace() / MEBIBYTE;
    } catch (IOException e) {
      throw new MachineException("cannot find out how much is free in " + directory, e);
    }
  }
}
