package io.ssi.tools.command;

import io.ssi.membership.NodeId;
import io.ssi.membership.nodeset.NodeSet;
import io.ssi.tools.output.JsonWriter;
import io.ssi.tools.service.ClusterStatus;
import io.ssi.tools.service.InterruptedVerbException;
import io.ssi.tools.service.NodeChange;
import io.ssi.tools.service.NodeStatus;
import io.ssi.tools.verb.ExitStatus;
import io.ssi.tools.verb.VerbContext;
import java.util.List;
import java.util.function.Supplier;

/** What adding and removing nodes have in common: the line that Kerrighed printed, and JSON. */
final class NodeChangePrinter {
  private final String doing;
  private final String done;
  private final ClusterStatus status;
  private final VerbContext context;

  NodeChangePrinter(String doing, String done, ClusterStatus status, VerbContext context) {
    this.doing = doing;
    this.done = done;
    this.status = status;
    this.context = context;
  }

  ExitStatus print(List<NodeId> nodes, Supplier<NodeChange> change) {
    NodeChange result;
    if (nodes.isEmpty()) {
      context.note("note: no node has to be " + done);
      result = new NodeChange(List.of(), List.of());
    } else if (context.isJson()) {
      result = change.get();
    } else {
      result = printed(nodes, change);
    }
    if (context.isJson()) {
      writeJson(result);
    }
    context.flush();
    for (NodeChange.Failure failure : result.failed()) {
      context.note("ssi: " + name(failure.node()) + " was not " + done + ": " + failure.message());
    }
    return ExitStatus.ofItems(result.done().size(), result.failed().size());
  }

  private NodeChange printed(List<NodeId> nodes, Supplier<NodeChange> change) {
    context.out().write(doing + " nodes [" + NodeSet.foldIds(nodes) + "]... ");
    context.flush();
    String end = "failed\n";
    try {
      NodeChange result = change.get();
      if (!result.done().isEmpty()) {
        boolean all = result.failed().isEmpty();
        end = all ? "done\n" : "[" + NodeSet.foldIds(result.done()) + "] done\n";
      }
      return result;
    } catch (InterruptedVerbException e) {
      end = "interrupted\n";
      throw e;
    } finally {
      context.out().write(end);
      context.flush();
    }
  }

  private void writeJson(NodeChange result) {
    JsonWriter json = context.json().beginObject();
    json.name(done).beginArray();
    for (NodeId node : result.done()) {
      json.beginObject().name("name").value(name(node));
      json.name("id").value(node.value()).endObject();
    }
    json.endArray().name("failed").beginArray();
    for (NodeChange.Failure failure : result.failed()) {
      json.beginObject().name("name").value(name(failure.node()));
      json.name("id").value(failure.node().value());
      json.name("message").value(failure.message()).endObject();
    }
    json.endArray().endObject().endDocument();
  }

  private String name(NodeId id) {
    return status.nodes().stream()
        .filter(node -> node.id().equals(id))
        .map(NodeStatus::name)
        .findFirst()
        .orElse("node " + id);
  }
}
