package io.ssi.agent.command;

import io.ssi.agent.config.ClusterName;
import io.ssi.tools.service.UsageException;
import io.ssi.tools.verb.VerbContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The option {@code --cluster} of the root command, as a verb of this package reads it. */
final class ClusterOption {
  private ClusterOption() {}

  static ClusterName of(CommandSpec verb, VerbContext context) {
    @Nullable OptionSpec option = verb.root().findOption("--cluster");
    @Nullable Object given = option == null ? null : option.getValue();
    String name =
        given == null
            ? context.process().environment().getOrDefault("SSI_CLUSTER", "")
            : given.toString();
    try {
      return name.isEmpty() ? ClusterName.DEFAULT : new ClusterName(name);
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }
}
