package io.ssi.membership.node;

import io.ssi.membership.NodeId;
import io.ssi.membership.NodeState;
import io.ssi.membership.map.ClusterMap;
import io.ssi.membership.map.WriteOutcomeUnknownException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The records of all nodes. Reads are local; writes are compare-and-set and throw {@link
 * io.ssi.membership.map.NoQuorumException} in a minority. Thread-safe.
 */
public final class NodeDirectory {
  private static final int MAX_ATTEMPTS = 64;

  private record Waiter(
      NodeId node, Predicate<NodeRecord> condition, CompletableFuture<NodeRecord> reached) {}

  private final ClusterMap<NodeId, NodeRecord> map;
  private final InstantSource clock;
  private final CopyOnWriteArrayList<Waiter> waiters = new CopyOnWriteArrayList<>();

  /**
   * Over the shared map of nodes.
   *
   * @param map opened with the schema of {@code NodeRecordMapper}
   * @param clock the time that new records carry
   */
  public NodeDirectory(ClusterMap<NodeId, NodeRecord> map, InstantSource clock) {
    this.map = map;
    this.clock = clock;
    map.listen(this::wake);
  }

  /**
   * A node by its number.
   *
   * @param id the number
   * @return its record, if it is known
   */
  public Optional<NodeRecord> find(NodeId id) {
    return map.get(id);
  }

  /**
   * A node by its name.
   *
   * @param name the name
   * @return its record, if it is known
   */
  public Optional<NodeRecord> find(String name) {
    return all().stream().filter(record -> record.name().equals(name)).findFirst();
  }

  /**
   * All known nodes.
   *
   * @return their records, by number
   */
  public List<NodeRecord> all() {
    return map.entries().values().stream().sorted(Comparator.comparing(NodeRecord::id)).toList();
  }

  /**
   * All nodes in a state.
   *
   * @param state the state
   * @return their records, by number
   */
  public List<NodeRecord> in(NodeState state) {
    return all().stream().filter(record -> record.state() == state).toList();
  }

  /**
   * Calls a listener with the number of each node whose record changed.
   *
   * @param listener called on a thread that may block
   */
  public void listen(Consumer<NodeId> listener) {
    map.listen(listener);
  }

  /**
   * Makes a node known before it is seen; one that is known stays as it is.
   *
   * @param id its number
   * @param name its name
   * @param address where its agent would be
   * @return its record
   */
  public NodeRecord declare(NodeId id, String name, NodeAddress address) {
    requireFreeName(id, name);
    NodeRecord record = NodeRecord.possible(id, name, address, clock.instant());
    map.putIfAbsent(id, record);
    return map.get(id).orElse(record);
  }

  /**
   * Makes the node of an agent that is in the group present. An older record that still counts its
   * agent as alive is closed with one death first: two agents of a node never overlap.
   *
   * @param id its number
   * @param name its name
   * @param address where its agent is
   * @param facts about its machine
   * @return its record, present; {@link NodeRecord#wasOnline} says whether it is to take part
   */
  public NodeRecord join(NodeId id, String name, NodeAddress address, NodeFacts facts) {
    requireFreeName(id, name);
    return update(
        id,
        known -> {
          Instant now = clock.instant();
          NodeRecord base =
              known == null || !known.name().equals(name)
                  ? NodeRecord.possible(id, name, address, now)
                  : known;
          if (base.isExpected()) {
            base = base.failed(FailureKind.AGENT_GONE, "its agent was replaced", now);
          }
          return base.to(NodeState.PRESENT, "its agent joined", now).with(address, facts);
        });
  }

  /**
   * Moves a node to another state.
   *
   * @param id which
   * @param state the state, not {@link NodeState#FAILED}
   * @param reason why, for people
   * @return the new record
   * @throws IllegalNodeStateException if that state cannot follow, also if it is the present one
   */
  public NodeRecord move(NodeId id, NodeState state, String reason) {
    return update(id, known -> required(id, known).to(state, reason, clock.instant()));
  }

  /**
   * Records that a node's agent died.
   *
   * @param id which
   * @param kind what is gone
   * @param reason how that is known
   * @return the new record
   * @throws IllegalNodeStateException if it is not expected to live
   */
  public NodeRecord fail(NodeId id, FailureKind kind, String reason) {
    return update(id, known -> required(id, known).failed(kind, reason, clock.instant()));
  }

  /**
   * Writes a sharper finding about a node that has failed, such as that the node as a whole is
   * gone.
   *
   * @param id which
   * @param kind what is gone
   * @param reason how that is known
   * @return the new record
   * @throws IllegalNodeStateException if it is not failed any more
   */
  public NodeRecord resolve(NodeId id, FailureKind kind, String reason) {
    return update(
        id,
        known -> {
          NodeRecord old = required(id, known);
          if (old.state() != NodeState.FAILED) {
            throw new IllegalNodeStateException(old, NodeState.FAILED);
          }
          return new NodeRecord(
              old.id(),
              old.name(),
              old.address(),
              NodeState.FAILED,
              Optional.of(kind),
              reason,
              old.since(),
              old.wasOnline(),
              old.deaths(),
              old.facts());
        });
  }

  /**
   * Waits until a node's record fulfils a condition.
   *
   * @param id which
   * @param condition what is waited for
   * @param timeout how long at most
   * @return the record that fulfilled it; empty on timeout or interrupt (the flag stays set)
   */
  public Optional<NodeRecord> await(NodeId id, Predicate<NodeRecord> condition, Duration timeout) {
    Waiter waiter = new Waiter(id, condition, new CompletableFuture<>());
    waiters.add(waiter);
    try {
      wake(id);
      return Optional.of(waiter.reached().get(timeout.toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new IllegalStateException("A wait is never completed with an error", e);
    } finally {
      waiters.remove(waiter);
    }
  }

  private void wake(NodeId id) {
    for (Waiter waiter : waiters) {
      if (waiter.node().equals(id)) {
        map.get(id).filter(waiter.condition()).ifPresent(waiter.reached()::complete);
      }
    }
  }

  private void requireFreeName(NodeId id, String name) {
    Optional<NodeRecord> holder = find(name).filter(record -> !record.id().equals(id));
    if (holder.isPresent()) {
      throw new NodeDirectoryException(
          "Node "
              + id
              + " cannot be called "
              + name
              + ": node "
              + holder.get().id()
              + " is; give it another name");
    }
  }

  private static NodeRecord required(NodeId id, @Nullable NodeRecord known) {
    if (known == null) {
      throw new NodeDirectoryException("There is no node " + id + " in this cluster");
    }
    return known;
  }

  /** Compare-and-set until it holds; a lost answer is read again. */
  private NodeRecord update(NodeId id, UnaryOperator<@Nullable NodeRecord> change) {
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      NodeRecord old = map.get(id).orElse(null);
      NodeRecord wanted = change.apply(old);
      if (wanted == null) {
        throw new IllegalStateException("A change gave no record of node " + id);
      }
      try {
        boolean done = old == null ? map.putIfAbsent(id, wanted) : map.replace(id, old, wanted);
        if (done) {
          return wanted;
        }
      } catch (WriteOutcomeUnknownException e) {
        if (attempt == MAX_ATTEMPTS - 1) {
          throw e;
        }
        if (map.get(id).equals(Optional.of(wanted))) {
          return wanted;
        }
      }
    }
    throw new NodeDirectoryException(
        "The record of node " + id + " was changed by others all the time; try again");
  }
}
