package io.ssi.tools.command;

import io.ssi.tools.output.JsonWriter;
import io.ssi.tools.service.Checkpoints.Imported;
import io.ssi.tools.service.UsageException;
import io.ssi.tools.verb.ExitStatus;
import io.ssi.tools.verb.Verb;
import io.ssi.tools.verb.VerbContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ssi ckpt import}: takes a version that was exported, from standard input. */
@Command(name = "import", description = "Take an exported checkpoint from standard input.")
public final class CkptImportCommand implements Verb {
  @Option(
      names = "--foreign",
      description = "Also one of another cluster, whose programs then run here; only root may.")
  boolean foreign;

  @Override
  public ExitStatus run(VerbContext context) {
    if (context.process().terminal().input()) {
      throw new UsageException("give it a file that was exported: ssi ckpt import < FILE");
    }
    Imported imported =
        context.services().checkpoints().importFrom(context.in(), foreign, context.call());
    if (context.isJson()) {
      JsonWriter json = context.json().beginObject();
      CkptPrinter.members(json, imported.row());
      json.name("imported").value(imported.isNew());
      json.endObject().endDocument();
    } else {
      CkptPrinter.lines(context, imported.row());
    }
    context.flush();
    if (!imported.isNew()) {
      context.note("note: it was here already, and nothing was changed");
    }
    return ExitStatus.DONE;
  }
}
