package io.ssi.agent.embedded;

import io.ssi.agent.machine.HostCommand;
import io.ssi.membership.NodeState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
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
    return status(places);
  }

  @Override
  public NodeState askItself(ClusterPlaces places, String node) {
    return status(places, "--on", node).getOrDefault(node, NodeState.POSSIBLE);
  }

  private Map<String, NodeState> status(ClusterPlaces places, String... whom) {
    List<String> words =
        new ArrayList<>(List.of(client.toString(), "--cluster", places.cluster().value()));
    words.addAll(List.of(whom));
    words.addAll(List.of("--json", "node", "status"));
    HostCommand.Result result =
        HostCommand.of(words.toArray(String[]::new)).within(LIMIT_SECONDS).attempt();
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
