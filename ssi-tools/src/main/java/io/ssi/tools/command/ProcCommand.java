package io.ssi.tools.command;

import io.ssi.tools.service.ProcFile;
import io.ssi.tools.service.UsageException;
import io.ssi.tools.verb.ExitStatus;
import io.ssi.tools.verb.Verb;
import io.ssi.tools.verb.VerbContext;
import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code ssi proc}: a file of {@code /proc} for the whole cluster. */
@Command(name = "proc", description = "Print a file of /proc for the cluster or some nodes.")
public final class ProcCommand implements Verb {
  @Mixin NodeSetOption nodes = new NodeSetOption();

  @Parameters(paramLabel = "FILE", description = "meminfo, loadavg, uptime, cpuinfo or stat.")
  String file = "";

  @Override
  public ExitStatus run(VerbContext context) {
    ProcFile named =
        ProcFile.named(file)
            .orElseThrow(() ->
                new UsageException(
                    "there is no /proc file '"
                        + file
                        + "' for the cluster; there are "
                        + Arrays.stream(ProcFile.values())
                            .map(ProcFile::fileName)
                            .collect(Collectors.joining(", "))));
    return ProcFilePrinter.print(named, nodes, context);
  }
}
