package io.ssi.tools.command;

import io.ssi.tools.service.ProcFile;
import io.ssi.tools.verb.ExitStatus;
import io.ssi.tools.verb.Verb;
import io.ssi.tools.verb.VerbContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ssi meminfo}: short for {@code ssi proc meminfo}. */
@Command(name = "meminfo", description = "The memory of the cluster, as /proc/meminfo has it.")
public final class MeminfoCommand implements Verb {
  @Mixin NodeSetOption nodes = new NodeSetOption();

  @Override
  public ExitStatus run(VerbContext context) {
    return ProcFilePrinter.print(ProcFile.MEMINFO, nodes, context);
  }
}
