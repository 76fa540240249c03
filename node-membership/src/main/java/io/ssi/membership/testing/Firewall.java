package io.ssi.membership.testing;

import io.ssi.membership.NodeId;
import io.ssi.membership.channel.MessageType;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** Decides what passes between the nodes of an {@link InMemoryNetwork}. Safe for any thread. */
public final class Firewall {

  /**
   * One message on its way.
   *
   * @param from the sender
   * @param to the receiver
   * @param type what it is
   * @param answer whether it is the answer to a request rather than the request
   */
  public record Packet(NodeId from, NodeId to, MessageType type, boolean answer) {}

  private record Link(NodeId from, NodeId to) {}

  private final Set<Link> cut = ConcurrentHashMap.newKeySet();
  private final CopyOnWriteArrayList<Predicate<Packet>> drops = new CopyOnWriteArrayList<>();

  /** Everything passes. */
  public Firewall() {}

  /**
   * Cuts both directions between two nodes.
   *
   * @param one a node
   * @param other another node
   */
  public void cut(NodeId one, NodeId other) {
    cut.add(new Link(one, other));
    cut.add(new Link(other, one));
  }

  /**
   * Loses every message that fits, until {@link #heal}.
   *
   * @param rule true for what is lost
   */
  public void drop(Predicate<Packet> rule) {
    drops.add(rule);
  }

  /** Lets everything pass again. */
  public void heal() {
    cut.clear();
    drops.clear();
  }

  /**
   * Whether two nodes can reach each other.
   *
   * @param from one
   * @param to the other
   * @return false while the link is cut
   */
  public boolean linked(NodeId from, NodeId to) {
    return !cut.contains(new Link(from, to));
  }

  /**
   * Whether a message arrives.
   *
   * @param packet the message
   * @return false if it is lost
   */
  public boolean passes(Packet packet) {
    return linked(packet.from(), packet.to())
        && drops.stream().noneMatch(rule -> rule.test(packet));
  }
}
