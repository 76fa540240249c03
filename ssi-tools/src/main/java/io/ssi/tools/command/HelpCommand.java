package io.ssi.tools.command;

import io.ssi.tools.service.UsageException;
import io.ssi.tools.verb.ExitStatus;
import io.ssi.tools.verb.Verb;
import io.ssi.tools.verb.VerbContext;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ssi help}: the verbs, or how one is used. */
@Command(name = "help", description = "List the verbs, or show how one is used.")
public final class HelpCommand implements Verb {
  private static final int NARROWEST = 60;
  private static final int USUAL = 80;
  private static final String FOOTER =
      "The options --cluster, --on, --socket, --json and --debug are those of every verb, see: ssi"
          + " help";

  @Parameters(paramLabel = "VERB", arity = "0..*", description = "The verb, such as node add.")
  List<String> words = List.of();

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public ExitStatus run(VerbContext context) {
    CommandLine command = spec.root().commandLine();
    for (String word : words) {
      command = command.getSubcommands().get(word);
      if (command == null) {
        throw new UsageException(
            "there is no verb '" + String.join(" ", words) + "'; see: ssi help");
      }
    }
    show(command, context);
    return ExitStatus.DONE;
  }

  /**
   * Writes how a verb is used, without the options that all verbs have.
   *
   * @param command the verb
   * @param context where to
   */
  public static void show(CommandLine command, VerbContext context) {
    CommandLine shown = command;
    if (command.getParent() != null) {
      CommandSpec spec = command.getCommandSpec();
      // The same command once more, but without a parent to inherit options from.
      shown = new CommandLine(spec.userObject()).setCommandName(spec.qualifiedName());
      shown.getCommandSpec().usageMessage().footer("", FOOTER);
    }
    int columns = context.process().terminal().columns();
    shown.setUsageHelpWidth(columns >= NARROWEST ? columns : USUAL);
    shown.usage(context.out(), Ansi.OFF);
  }
}
