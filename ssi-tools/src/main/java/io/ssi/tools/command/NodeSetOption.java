package io.ssi.tools.command;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option {@code -w SET} of verbs that can look at a part of the cluster. */
final class NodeSetOption {
  @Option(
      names = {"-w", "--nodes"},
      paramLabel = "SET",
      description = "Only these nodes, such as node[1-3,7] or 1-3,7.")
  @Nullable String set;

  Optional<String> expression() {
    return Optional.ofNullable(set);
  }
}
