package io.ssi.tools.command;

import io.ssi.tools.service.ProcFile;
import io.ssi.tools.verb.ExitStatus;
import io.ssi.tools.verb.Verb;
import io.ssi.tools.verb.VerbContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ssi stat}: short for {@code ssi proc stat}. */
@Command(name = "stat", description = "The counters of the cluster, as /proc/stat has them.")
public final class StatCommand implements Verb {
  @Mixin NodeSetOption nodes = new NodeSetOption();

  @Override
  public ExitStatus run(VerbContext context) {
    return ProcFilePrinter.print(ProcFile.STAT, nodes, context);
  }
}
