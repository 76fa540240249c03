package io.ssi.agent.command;

import io.ssi.agent.config.AgentConfig;
import io.ssi.agent.embedded.EmbeddedCluster;
import io.ssi.agent.embedded.Installation;
import io.ssi.agent.embedded.NodeStates;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.ToIntFunction;
import java.util.random.RandomGenerator;

/**
 * What a verb has around it.
 *
 * @param out for results
 * @param err for progress, notes and errors
 * @param terminal whether a person watches
 * @param environment the variables of the caller
 * @param home the directory that the project was built in
 * @param nanoClock a clock that only goes forward
 * @param randomness that cannot be predicted
 * @param states how a cluster's own view of its nodes is asked for
 * @param daemon runs an agent until it is told to end, and gives its exit status
 */
public record Surroundings(
    PrintWriter out,
    PrintWriter err,
    boolean terminal,
    Map<String, String> environment,
    Path home,
    LongSupplier nanoClock,
    RandomGenerator randomness,
    NodeStates states,
    ToIntFunction<AgentConfig> daemon) {

  /** Keeps a copy of the environment. */
  public Surroundings {
    environment = Map.copyOf(environment);
  }

  EmbeddedCluster.Tools clusterTools() {
    return new EmbeddedCluster.Tools(
        installation(), states, randomness, nanoClock, new TerminalProgress(err, terminal));
  }

  Installation installation() {
    return Installation.of(home, environment.getOrDefault("SSI_CACHE", ""));
  }
}
