package io.ssi.tools.command;

import io.ssi.membership.NodeId;
import io.ssi.membership.NodeState;
import io.ssi.tools.many.Copy;
import io.ssi.tools.many.ManyOrder;
import io.ssi.tools.many.ManyRun;
import io.ssi.tools.many.ManyStart;
import io.ssi.tools.many.Spread;
import io.ssi.tools.output.JsonWriter;
import io.ssi.tools.service.ClusterStatus;
import io.ssi.tools.service.NodeStatus;
import io.ssi.tools.service.RefusedException;
import io.ssi.tools.service.StartRequest;
import io.ssi.tools.verb.ExitStatus;
import io.ssi.tools.verb.VerbContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code ssi run} of several copies. */
final class ManyPrograms {
  private final VerbContext context;
  private final ManyOptions many;
  private final ForegroundOptions foreground;
  private final boolean detached;

  ManyPrograms(
      VerbContext context, ManyOptions many, ForegroundOptions foreground, boolean detached) {
    this.context = context;
    this.many = many;
    this.foreground = foreground;
    this.detached = detached;
  }

  /** Runs them on the nodes that were chosen, or on all that are online. */
  ExitStatus run(StartRequest request, Optional<List<NodeStatus>> chosen, boolean byLoad) {
    List<Copy> copies = copies(chosen, byLoad);
    ManyOrder order =
        new ManyOrder(
            copies,
            names(),
            many.count().isPresent(),
            many.mostAtATime(),
            many.style(),
            many.worst,
            !context.process().terminal().input(),
            foreground.detaches());
    return detached ? started(order, request) : new ManyRun(order, request, context).run();
  }

  private List<Copy> copies(Optional<List<NodeStatus>> chosen, boolean byLoad) {
    if (chosen.isPresent() && many.count().isEmpty()) {
      return Spread.oneEach(chosen.get());
    }
    int count = many.count().orElse(1);
    if (byLoad || (chosen.isEmpty() && many.count().isEmpty())) {
      return Spread.best(count);
    }
    ClusterStatus status = context.services().nodes().status();
    Set<NodeId> wanted =
        chosen.orElseGet(status::nodes).stream()
            .map(NodeStatus::id)
            .collect(Collectors.toUnmodifiableSet());
    List<NodeStatus> online =
        status.nodes().stream()
            .filter(node -> wanted.contains(node.id()) && node.state() == NodeState.ONLINE)
            .toList();
    if (online.isEmpty()) {
      throw new RefusedException(
          "no_node_online",
          "cannot run " + count + " copies: no node that may have one is online",
          "see: ssi node status");
    }
    chosen.ifPresent(nodes -> noteLeftOut(nodes, online));
    return Spread.even(online, count);
  }

  private void noteLeftOut(List<NodeStatus> chosen, List<NodeStatus> online) {
    Set<NodeId> ids = online.stream().map(NodeStatus::id).collect(Collectors.toSet());
    for (NodeStatus node : chosen) {
      if (!ids.contains(node.id())) {
        context.note("note: " + node.name() + " is not online and gets no copy");
      }
    }
  }

  private Map<NodeId, String> names() {
    return context.services().nodes().listed().nodes().stream()
        .collect(Collectors.toUnmodifiableMap(NodeStatus::id, NodeStatus::name));
  }

  private ExitStatus started(ManyOrder order, StartRequest request) {
    ManyStart.Outcome outcome = new ManyStart(order, request, context).run();
    if (context.isJson()) {
      write(context.json(), outcome);
    } else {
      outcome.started().forEach(one -> context.out().println(one.application()));
    }
    context.flush();
    outcome.failed().forEach(one -> context.note("ssi: " + one.label() + ": " + one.why()));
    return outcome.status(many.worst);
  }

  private static void write(JsonWriter json, ManyStart.Outcome outcome) {
    json.beginObject().name("applications").beginArray();
    outcome.started().forEach(one -> StartedJson.write(json, one));
    json.endArray().name("failed").beginArray();
    for (ManyStart.Failed one : outcome.failed()) {
      json.beginObject();
      json.name("copy").value(one.label());
      json.name("message").value(one.why());
      json.endObject();
    }
    json.endArray().endObject().endDocument();
  }
}
