package io.ssi.tools.command;

import io.ssi.tools.service.UsageException;
import io.ssi.tools.verb.ExitStatus;
import io.ssi.tools.verb.Verb;
import io.ssi.tools.verb.VerbContext;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ssi completion}: what makes a shell complete verbs and options. */
@Command(name = "completion", description = "Print a script that makes a shell complete verbs.")
public final class CompletionCommand implements Verb {
  @Parameters(paramLabel = "SHELL", description = "Only bash.")
  String shell = "";

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public ExitStatus run(VerbContext context) {
    if (!shell.equals("bash")) {
      throw new UsageException("there is no completion for '" + shell + "', only for bash");
    }
    context.out().write(AutoComplete.bash("ssi", spec.root().commandLine()));
    return ExitStatus.DONE;
  }
}
