package io.ssi.tools.command;

import io.ssi.tools.service.Checkpoints.ChangedFiles;
import io.ssi.tools.service.UsageException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whether new applications are started from a checkpoint, and how many. */
final class NewOptions {
  private static final int MOST = 1000;

  @Option(
      names = "--new",
      description = "Start a new application from it, beside the one that was saved.")
  boolean isWanted;

  @Option(
      names = {"-n", "--copies"},
      paramLabel = "COUNT",
      description = "With --new: so many, spread over the nodes that can.")
  @Nullable Integer copies;

  /** Refuses what cannot be meant. */
  void check(Optional<ChangedFiles> files, boolean assumesDead) {
    if (copies != null && !isWanted) {
      throw new UsageException("-n goes with --new: the application that was saved can run once");
    }
    if (copies != null && (copies < 1 || copies > MOST)) {
      throw new UsageException("-n takes a number from 1 to " + MOST + ", not " + copies);
    }
    if (isWanted && assumesDead) {
      throw new UsageException("--assume-dead means nothing with --new: the other may run on");
    }
    if (copies != null
        && copies > 1
        && files.filter(ChangedFiles.KEEP::equals).isEmpty()
        && files.isPresent()) {
      throw new UsageException(
          "several new applications cannot each change the same files; use --files=keep");
    }
  }

  Optional<Integer> count() {
    return Optional.ofNullable(copies);
  }
}
