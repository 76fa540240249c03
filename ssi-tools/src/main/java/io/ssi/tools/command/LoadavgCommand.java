package io.ssi.tools.command;

import io.ssi.tools.service.ProcFile;
import io.ssi.tools.verb.ExitStatus;
import io.ssi.tools.verb.Verb;
import io.ssi.tools.verb.VerbContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ssi loadavg}: short for {@code ssi proc loadavg}. */
@Command(name = "loadavg", description = "The load of the cluster, as /proc/loadavg has it.")
public final class LoadavgCommand implements Verb {
  @Mixin NodeSetOption nodes = new NodeSetOption();

  @Override
  public ExitStatus run(VerbContext context) {
    return ProcFilePrinter.print(ProcFile.LOADAVG, nodes, context);
  }
}
