package io.ssi.pid.view;

import io.ssi.membership.NodeId;
import io.ssi.membership.channel.ClusterChannel;
import io.ssi.membership.channel.MessageType;
import io.ssi.membership.channel.Reply;
import io.ssi.pid.UnknownSchemaException;
import io.ssi.pid.message.ProcessRow;
import io.ssi.pid.message.TableReply;
import io.ssi.pid.message.TableRequest;
import io.ssi.pid.wire.TableWire;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The process table of the cluster, asked for when somebody looks: births and exits up to that
 * moment are in it. A node that does not answer in time is named, and what it told last is shown
 * with its age; of a node that is gone nothing is shown but its name.
 *
 * <p>Any thread; {@link #list} blocks for the patience at most.
 */
public final class ProcessView {

  /** The message that asks a node for its processes. */
  public static final MessageType TABLE = new MessageType("pid.table");

  /** How long a node has to answer unless the caller says otherwise. */
  public static final Duration PATIENCE = Duration.ofSeconds(1);

  private static final int REPLY_BYTES = ClusterChannel.MAX_BODY_BYTES - 64 * 1024;

  private final ClusterChannel channel;
  private final ClusterNodes nodes;
  private final LongSupplier nanoClock;
  private final Duration patience;
  private final LastAnswers last = new LastAnswers();

  /**
   * Over a channel.
   *
   * @param channel asks the nodes, this one too
   * @param nodes who is to be asked
   * @param nanoClock nanoseconds of a clock that never goes back
   * @param patience how long all nodes together have
   */
  public ProcessView(
      ClusterChannel channel, ClusterNodes nodes, LongSupplier nanoClock, Duration patience) {
    this.channel = channel;
    this.nodes = nodes;
    this.nanoClock = nanoClock;
    this.patience = patience;
  }

  /**
   * Answers other agents' requests for this node's processes. Called once, before the agent joins.
   *
   * @param channel where requests come in
   * @param local this node
   * @param processes this node's processes
   */
  public static void serve(ClusterChannel channel, NodeId local, LocalProcesses processes) {
    channel.handle(
        TABLE,
        (from, body) ->
            TableWire.encode(local, processes.list(TableWire.request(body)), REPLY_BYTES));
  }

  /**
   * Looks at the processes of the cluster.
   *
   * @param query what is of interest
   * @return what the nodes said, and which did not answer
   */
  public ProcessListing list(ProcessQuery query) {
    // Internals are always asked for: they are few, and so every whole answer can be kept.
    TableRequest wanted = query.request();
    TableRequest asked =
        new TableRequest(wanted.scope(), wanted.containers(), true, wanted.afterPid());
    List<NodeStanding> of =
        nodes.standings().stream()
            .filter(node -> query.nodes().isEmpty() || query.nodes().contains(node.node()))
            .sorted(Comparator.comparing(NodeStanding::node))
            .toList();
    long began = nanoClock.getAsLong();
    Map<NodeId, Answer> answers = ask(of, asked, began);
    List<ProcessRow> rows = new ArrayList<>();
    List<NodeAnswer> told = new ArrayList<>();
    for (NodeStanding standing : of) {
      NodeId node = standing.node();
      Answer answer = answers.getOrDefault(node, new Answer(Optional.empty(), standing.reason()));
      if (answer.rows().isPresent()) {
        LastAnswers.Kept kept = new LastAnswers.Kept(answer.rows().get(), began);
        last.keep(node, asked, kept);
        add(kept, wanted, rows);
        told.add(new NodeAnswer(node, Optional.of(since(began)), Optional.empty()));
      } else {
        Optional<LastAnswers.Kept> kept =
            standing.standing() == NodeStanding.Standing.NODE_GONE
                ? Optional.empty()
                : last.find(node, wanted);
        kept.ifPresent(old -> add(old, wanted, rows));
        told.add(
            new NodeAnswer(node, kept.map(old -> since(old.nanos())), Optional.of(answer.error())));
      }
    }
    rows.sort(Comparator.comparing(ProcessRow::gpid));
    return new ProcessListing(rows, told);
  }

  /**
   * Drops what a node told last, because it has left or is gone.
   *
   * @param node the node
   */
  public void forget(NodeId node) {
    last.forget(node);
  }

  /** Rows, or why there are none. */
  private record Answer(Optional<List<ProcessRow>> rows, String error) {}

  private Map<NodeId, Answer> ask(List<NodeStanding> of, TableRequest request, long began) {
    List<NodeId> reachable =
        of.stream()
            .filter(node -> node.standing() == NodeStanding.Standing.ANSWERS)
            .map(NodeStanding::node)
            .toList();
    Map<NodeId, Answer> answers = new LinkedHashMap<>();
    channel
        .requestAll(reachable, TABLE, TableWire.encode(request), patience)
        .forEach((node, reply) -> answers.put(node, complete(node, request, reply, began)));
    return answers;
  }

  /** Reads an answer, and asks on until the node has told everything. */
  private Answer complete(NodeId node, TableRequest request, Reply first, long began) {
    List<ProcessRow> rows = new ArrayList<>();
    Reply reply = first;
    while (true) {
      switch (reply) {
        case Reply.Answered(byte[] body) -> {
          TableReply page;
          try {
            page = TableWire.reply(body);
          } catch (UnknownSchemaException e) {
            return failed(String.valueOf(e.getMessage()));
          }
          rows.addAll(page.rows());
          if (page.continueAfter().isEmpty()) {
            return new Answer(Optional.of(rows), "");
          }
          Duration left = patience.minus(since(began));
          if (!left.isPositive()) {
            return failed(
                "has more processes than it could tell in " + patience.toMillis() + " ms");
          }
          byte[] rest = TableWire.encode(request.after(page.continueAfter().getAsInt()));
          reply = channel.request(node, TABLE, rest, left);
        }
        case Reply.Failed(String code, String message) -> {
          return failed(message + " (" + code + ")");
        }
        case Reply.Unreachable(boolean sent, String reason) -> {
          return failed(reason);
        }
      }
    }
  }

  private static Answer failed(String why) {
    return new Answer(Optional.empty(), why);
  }

  private Duration since(long nanos) {
    return Duration.ofNanos(nanoClock.getAsLong() - nanos);
  }

  private static void add(LastAnswers.Kept from, TableRequest wanted, List<ProcessRow> to) {
    from.rows().stream().filter(wanted::wants).forEach(to::add);
  }
}
