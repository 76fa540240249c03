package io.ssi.tools.command;

import io.ssi.pid.ApplicationId;
import io.ssi.tools.output.Quantity;
import io.ssi.tools.service.CheckpointRow;
import io.ssi.tools.service.UsageException;
import io.ssi.tools.verb.ExitStatus;
import io.ssi.tools.verb.ProcessArguments;
import io.ssi.tools.verb.Verb;
import io.ssi.tools.verb.VerbContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code ssi ckpt export}: writes a version as one file, to standard output. */
@Command(name = "export", description = "Write one version of a checkpoint to standard output.")
public final class CkptExportCommand implements Verb {
  @Parameters(
      index = "0",
      paramLabel = "APPID",
      description = "The application, or a process it had.")
  String application = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "VERSION",
      description = "Which version; the newest if not given.")
  @Nullable Integer version;

  @Override
  public ExitStatus run(VerbContext context) {
    ApplicationId id = ProcessArguments.application(application);
    if (context.process().terminal().output()) {
      throw new UsageException(
          "a checkpoint is nothing for a terminal; write it to a file: ssi ckpt export "
              + application
              + " > FILE");
    }
    CheckpointRow row =
        context
            .services()
            .checkpoints()
            .exportTo(id, Optional.ofNullable(version), context.bytes(), context.call());
    try {
      // Before it is said that all of it was written.
      context.bytes().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    context.note(
        "exported version "
            + row.version()
            + " of application "
            + id
            + ", "
            + Quantity.bytes(row.bytes())
            + " of memory and state");
    return ExitStatus.DONE;
  }
}
