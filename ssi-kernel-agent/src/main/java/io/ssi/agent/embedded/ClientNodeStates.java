package io.ssi.agent.embedded;

import io.ssi.agent.machine.HostCommand;
import io.ssi.membership.NodeState;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks as a person would: {@code ssi node status --json}.
 *
 * @param client the program {@code ssi}
 */
public record ClientNodeStates(Path client) implements NodeStates {
  private static final int LIMIT_SECONDS = 10;

  /** The order of these members is that in which the verb writes them. */
  private static final Pattern NODE =
      Pattern.compile("\"name\":\"([^\"]+)\",\"id\":\\d+,\"state\":\"([a-z]+)\"");

  @Override
  public Map<String, NodeState> ask(ClusterPlaces places) {
    if (new ListeningSockets().ask(places).isEmpty()) {
      return Map.of();
    }
    HostCommand.Result result =
        HostCommand.of(
                client.toString(),
                "--cluster",
                places.cluster().value(),
                "--json",
                "node",
                "status")
            .within(LIMIT_SECONDS)
            .attempt();
    return result.status() == 0 ? parse(result.out()) : Map.of();
  }

  static Map<String, NodeState> parse(String json) {
    Map<String, NodeState> states = new HashMap<>();
    Matcher matcher = NODE.matcher(json);
    while (matcher.find()) {
      states.put(matcher.group(1), NodeState.valueOf(matcher.group(2).toUpperCase(Locale.ROOT)));
    }
    return states;
  }
}
