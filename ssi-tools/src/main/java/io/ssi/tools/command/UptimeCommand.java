package io.ssi.tools.command;

import io.ssi.tools.service.ProcFile;
import io.ssi.tools.verb.ExitStatus;
import io.ssi.tools.verb.Verb;
import io.ssi.tools.verb.VerbContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ssi uptime}: short for {@code ssi proc uptime}. */
@Command(name = "uptime", description = "How long the cluster is up, as /proc/uptime has it.")
public final class UptimeCommand implements Verb {
  @Mixin NodeSetOption nodes = new NodeSetOption();

  @Override
  public ExitStatus run(VerbContext context) {
    return ProcFilePrinter.print(ProcFile.UPTIME, nodes, context);
  }
}
