package io.ssi.tools.command;

import io.ssi.tools.service.Repetition;
import io.ssi.tools.service.UsageException;
import io.ssi.tools.verb.TimeSpan;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** That what is started is to be saved again and again. */
final class RepetitionOptions {
  @Option(
      names = "--checkpoint-every",
      paramLabel = "TIME",
      converter = TimeSpan.class,
      description = "With -d: save it again and again, such as every 10m.")
  @Nullable Duration every;

  @Option(
      names = "--keep",
      paramLabel = "N",
      description = "With --checkpoint-every: keep the newest N versions only.")
  @Nullable Integer keep;

  /** Refuses what cannot be meant. */
  void check(boolean detached, boolean isPart) {
    if (keep != null && every == null) {
      throw new UsageException("--keep goes with --checkpoint-every");
    }
    if (keep != null && keep < 1) {
      throw new UsageException("--keep takes a number from 1, not " + keep);
    }
    if (every != null && !detached) {
      throw new UsageException(
          "--checkpoint-every goes with -d: what runs in the foreground cannot be saved");
    }
    if (every != null && isPart) {
      throw new UsageException(
          "--checkpoint-every is said when the application is started, not of a further container");
    }
    var _ = wanted();
  }

  Optional<Repetition> wanted() {
    return Optional.ofNullable(every).map(time -> new Repetition(time, keep == null ? 0 : keep));
  }
}
