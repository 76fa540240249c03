package io.ssi.migration;

import io.ssi.membership.NodeId;
import io.ssi.pid.GlobalPid;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a finished restart did.
 *
 * @param checkpoint from which version
 * @param program the program's global pid, the same as before unless the application is a new one
 * @param node where it runs
 * @param total from the order until it ran
 * @param changedFiles the files that had been written after the checkpoint
 */
public record RestartReport(
    CheckpointId checkpoint,
    GlobalPid program,
    NodeId node,
    Duration total,
    List<Path> changedFiles) {

  /** Takes a copy of the list. */
  public RestartReport {
    changedFiles = List.copyOf(changedFiles);
  }

  /**
   * The same, for an application of several containers.
   *
   * @param others what was done with the further ones
   * @return with the files of all
   */
  public RestartReport with(List<RestartReport> others) {
    List<Path> all =
        Stream.concat(Stream.of(this), others.stream())
            .flatMap(report -> report.changedFiles().stream())
            .distinct()
            .toList();
    return new RestartReport(checkpoint, program, node, total, all);
  }
}
