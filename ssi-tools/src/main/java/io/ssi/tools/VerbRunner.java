package io.ssi.tools;

import io.ssi.tools.command.HelpCommand;
import io.ssi.tools.command.VersionCommand;
import io.ssi.tools.service.UsageException;
import io.ssi.tools.verb.ErrorTable;
import io.ssi.tools.verb.ExitStatus;
import io.ssi.tools.verb.Verb;
import io.ssi.tools.verb.VerbContext;
import io.ssi.tools.verb.VerbFrame;
import io.ssi.tools.verb.VerbInput;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executor;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Runs command lines. Thread-safe; calls share nothing. */
public final class VerbRunner {
  private final VerbCatalog catalog;
  private final ErrorTable errors;
  private final CommandLinesAhead ahead;

  /**
   * A runner for a single command line.
   *
   * @param catalog the verbs
   * @param errors what exceptions mean
   */
  public VerbRunner(VerbCatalog catalog, ErrorTable errors) {
    this(catalog, errors, task -> {});
  }

  /**
   * A runner for many.
   *
   * @param catalog the verbs
   * @param errors what exceptions mean
   * @param background prepares for the next one when a verb has ended; short tasks
   */
  public VerbRunner(VerbCatalog catalog, ErrorTable errors, Executor background) {
    this.catalog = catalog;
    this.errors = errors;
    this.ahead = new CommandLinesAhead(catalog, background);
  }

  /**
   * Runs a verb on this thread and writes what there is to say, errors included.
   *
   * @param arguments as typed, behind {@code ssi}
   * @param input the caller and the cluster
   * @return how the command ends; never throws
   */
  public ExitStatus run(List<String> arguments, VerbInput input) {
    String name = firstWord(arguments);
    Parsed parsed = parse(ahead.take(name), arguments);
    VerbContext context = new VerbContext(input, parsed.json());
    VerbFrame frame = new VerbFrame(context, errors, parsed.debug());
    ExitStatus status = frame.run(inside -> parsed.verb().run(inside));
    ahead.prepare(name);
    return status;
  }

  private record Parsed(Verb verb, boolean json, boolean debug) {}

  private Parsed parse(CommandLine root, List<String> arguments) {
    SsiCommand options = root.getCommand();
    try {
      Verb verb = verbOf(root.parseArgs(arguments.toArray(String[]::new)));
      return new Parsed(verb, options.json, options.debug);
    } catch (ParameterException e) {
      UsageException wrong = usage(e.getCommandLine(), sentence(e));
      return new Parsed(
          context -> {
            throw wrong;
          },
          arguments.contains("--json"),
          arguments.contains("--debug"));
    }
  }

  private Verb verbOf(ParseResult parsed) {
    ParseResult leaf = parsed;
    while (leaf.hasSubcommand()) {
      leaf = leaf.subcommand();
    }
    CommandLine command = leaf.commandSpec().commandLine();
    if (leaf.isUsageHelpRequested()) {
      return context -> {
        HelpCommand.show(command.getParent() == null ? catalog.all() : command, context);
        return ExitStatus.DONE;
      };
    }
    if (command.getCommand() instanceof SsiCommand ssi && ssi.version) {
      return new VersionCommand();
    }
    if (command.getCommand() instanceof Verb verb) {
      return context -> runVerb(verb, command, context);
    }
    throw new ParameterException(command, "'" + command.getCommandName() + "' needs a verb");
  }

  private static ExitStatus runVerb(Verb verb, CommandLine command, VerbContext context) {
    try {
      return verb.run(context);
    } catch (UsageException e) {
      throw usage(command, String.valueOf(e.getMessage()));
    }
  }

  private static String sentence(ParameterException e) {
    if (e instanceof UnmatchedArgumentException unmatched && !unmatched.isUnknownOption()) {
      String word = unmatched.getUnmatched().getFirst();
      if (e.getCommandLine().getSubcommands().isEmpty()) {
        return "'" + word + "' is not expected";
      }
      List<String> near = unmatched.getSuggestions();
      String meant = near.isEmpty() ? "" : " (did you mean '" + near.getFirst() + "'?)";
      return "there is no verb '" + word + "'" + meant;
    }
    String message = String.valueOf(e.getMessage());
    return message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
  }

  private static UsageException usage(CommandLine command, String message) {
    String name = command.getCommandSpec().qualifiedName();
    String verb = name.equals("ssi") ? "" : name.substring("ssi".length());
    boolean hinted = message.contains("; see: ");
    return new UsageException(hinted ? message : message + "; see: ssi help" + verb);
  }

  private static String firstWord(List<String> arguments) {
    for (int i = 0; i < arguments.size(); i++) {
      String word = arguments.get(i);
      if (List.of("--cluster", "--on", "--socket").contains(word)) {
        i++;
      } else if (!word.startsWith("-")) {
        return word;
      }
    }
    return "";
  }
}
