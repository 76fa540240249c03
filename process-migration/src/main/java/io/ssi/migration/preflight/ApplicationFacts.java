package io.ssi.migration.preflight;

import java.util.List;

/**
 * What the node that an application runs on sees of it.
 *
 * @param processes every process of it, the reaper included
 * @param files every file it uses, once
 * @param memoryBytes resident memory of all its processes
 * @param imageBytes what of it no file has, and so is in its image at least
 * @param limitsReadable whether CRIU may read the resource limits of processes of other users here,
 *     which takes CAP_SYS_RESOURCE (prlimit(2))
 */
public record ApplicationFacts(
    List<ProcessFacts> processes,
    List<FileUse> files,
    long memoryBytes,
    long imageBytes,
    boolean limitsReadable) {

  /**
   * The files that its processes have locked themselves.
   *
   * @return in no order
   */
  public List<LockedFile> locked() {
    return processes.stream().flatMap(process -> process.open().locked().stream()).toList();
  }

  /** Takes copies of the lists. */
  public ApplicationFacts {
    processes = List.copyOf(processes);
    files = List.copyOf(files);
  }
}
