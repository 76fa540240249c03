package io.ssi.agent.command;

import io.ssi.agent.AgentException;
import io.ssi.agent.config.AgentConfig;
import io.ssi.agent.embedded.EmbeddedCluster;
import io.ssi.agent.embedded.Installation;
import io.ssi.agent.embedded.NodeStates;
import io.ssi.tools.VerbCatalog;
import io.ssi.tools.VerbRunner;
import io.ssi.tools.service.Progress;
import io.ssi.tools.verb.ErrorTable;
import io.ssi.tools.verb.ExitStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.random.RandomGenerator;

/**
 * The verbs of this package and what they work with. Immutable.
 *
 * @param installation the programs
 * @param states how a cluster's own view of its nodes is asked for
 * @param randomness for keys; must not be predictable
 * @param nanoClock a clock that only goes forward
 * @param daemon runs an agent until it is told to end, and gives its exit status
 */
public record LocalVerbs(
    Installation installation,
    NodeStates states,
    RandomGenerator randomness,
    LongSupplier nanoClock,
    ToIntFunction<AgentConfig> daemon) {

  /**
   * A runner for these verbs, and for those of all others that an agent need not carry out.
   *
   * @return thread-safe
   */
  public VerbRunner runner() {
    return new VerbRunner(
        new VerbCatalog(verbs()),
        new ErrorTable(
            List.of(new ErrorTable.Row(AgentException.class, ExitStatus.FAILED, "failed"))));
  }

  /**
   * The verbs.
   *
   * @return picocli commands by name, in the order in which help lists them
   */
  public Map<String, Supplier<Object>> verbs() {
    Map<String, Supplier<Object>> verbs = new LinkedHashMap<>();
    verbs.put("doctor", () -> new DoctorCommand(this));
    verbs.put("up", () -> new UpCommand(this));
    verbs.put("down", () -> new DownCommand(this));
    verbs.put("demo", () -> new DemoCommand(this));
    verbs.put("agent", () -> new AgentCommand(this));
    return verbs;
  }

  EmbeddedCluster.Tools clusterTools(Progress progress) {
    return new EmbeddedCluster.Tools(installation, states, randomness, nanoClock, progress);
  }
}
