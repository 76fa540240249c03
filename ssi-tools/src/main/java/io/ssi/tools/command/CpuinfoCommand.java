package io.ssi.tools.command;

import io.ssi.tools.service.ProcFile;
import io.ssi.tools.verb.ExitStatus;
import io.ssi.tools.verb.Verb;
import io.ssi.tools.verb.VerbContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ssi cpuinfo}: short for {@code ssi proc cpuinfo}. */
@Command(
    name = "cpuinfo",
    description = "The processors of the cluster, as /proc/cpuinfo has them.")
public final class CpuinfoCommand implements Verb {
  @Mixin NodeSetOption nodes = new NodeSetOption();

  @Override
  public ExitStatus run(VerbContext context) {
    return ProcFilePrinter.print(ProcFile.CPUINFO, nodes, context);
  }
}
