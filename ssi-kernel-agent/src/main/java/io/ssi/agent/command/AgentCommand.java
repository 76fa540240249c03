package io.ssi.agent.command;

import io.ssi.agent.config.AgentConfigFile;
import io.ssi.tools.service.UsageException;
import io.ssi.tools.verb.ExitStatus;
import io.ssi.tools.verb.Permission;
import io.ssi.tools.verb.Verb;
import io.ssi.tools.verb.VerbContext;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ssi agent}: the daemon of this node, in the foreground. */
@Command(name = "agent", description = "Run this node's agent in the foreground.")
public final class AgentCommand implements Verb {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "What the agent is told; see ssi-agent(1).")
  @Nullable Path config;

  private final LocalVerbs verbs;

  AgentCommand(LocalVerbs verbs) {
    this.verbs = verbs;
  }

  @Override
  public ExitStatus run(VerbContext context) {
    if (config == null) {
      throw new UsageException("--config FILE is missing");
    }
    Permission.requireRoot(context, "run an agent");
    return ExitStatus.exited(verbs.daemon().applyAsInt(AgentConfigFile.read(config)));
  }
}
