package io.ssi.tools;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command {@code ssi} itself: the options that every verb takes, before or after it. */
@Command(
    name = "ssi",
    description = "Several Linux machines as one system.",
    synopsisSubcommandLabel = "VERB",
    optionListHeading = "%nOptions of every verb:%n",
    commandListHeading = "%nVerbs:%n",
    footer = {"", "See 'ssi help VERB' for a verb, and ssi(1)."})
public final class SsiCommand {
  @Option(
      names = "--cluster",
      paramLabel = "NAME",
      scope = ScopeType.INHERIT,
      description = "Ask an agent of this cluster; otherwise $SSI_CLUSTER, or 'default'.")
  @Nullable String cluster;

  @Option(
      names = "--on",
      paramLabel = "NODE",
      scope = ScopeType.INHERIT,
      description = "Ask the agent of this node; otherwise the first that answers.")
  @Nullable String node;

  @Option(
      names = "--socket",
      paramLabel = "PATH",
      scope = ScopeType.INHERIT,
      description = "Ask the agent that listens on this socket.")
  @Nullable String socket;

  @Option(
      names = "--json",
      scope = ScopeType.INHERIT,
      description = "Write facts and errors as one JSON document.")
  boolean json;

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Show where in the program an error arose.")
  boolean debug;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show how the verb is used.")
  boolean help;

  @Option(
      names = {"-V", "--version"},
      description = "The same as the verb version.")
  boolean version;
}
