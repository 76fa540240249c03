package io.ssi.agent.command;

import io.ssi.agent.config.AgentConfigFile;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ssi agent}: the daemon of this node, in the foreground. */
@Command(name = "agent")
final class AgentCommand implements Callable<Integer> {
  @Option(names = "--config", paramLabel = "FILE")
  @Nullable Path config;

  @Option(names = "--train", hidden = true)
  boolean train;

  @Spec CommandSpec spec = CommandSpec.create();

  private final Surroundings surroundings;

  AgentCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    if (train) {
      return 0;
    }
    if (config == null) {
      throw new ParameterException(spec.commandLine(), "Missing required option: --config FILE");
    }
    return surroundings.daemon().applyAsInt(AgentConfigFile.read(config));
  }
}
