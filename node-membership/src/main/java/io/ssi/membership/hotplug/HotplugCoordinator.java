package io.ssi.membership.hotplug;

import io.ssi.membership.Membership;
import io.ssi.membership.MembershipException;
import io.ssi.membership.NodeId;
import io.ssi.membership.NodeState;
import io.ssi.membership.node.NodeAddress;
import io.ssi.membership.node.NodeDirectory;
import io.ssi.membership.node.NodeFacts;
import io.ssi.membership.node.NodeRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This agent's part in nodes coming, going and dying. {@link #start} makes the node present, {@link
 * #add} takes it online, {@link #remove} back, {@link #leave} out of the cluster.
 */
public final class HotplugCoordinator implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HotplugCoordinator.class);
  private static final long RETRY_MILLIS = 500;

  private final Membership membership;
  private final NodeDirectory directory;
  private final List<HotplugParticipant> participants;
  private final DeathMarker deaths;
  private final NodeNews news;
  private final Thread worker;
  // Held while this node's participants join or leave.
  private final ReentrantLock transition = new ReentrantLock();
  // Guarded by itself.
  private final Set<NodeId> changed = new LinkedHashSet<>();
  private boolean viewChanged; // guarded by changed
  private volatile boolean leaving;
  // This node's record as this agent last saw it.
  private volatile @Nullable NodeRecord self;

  /**
   * A coordinator that has not started.
   *
   * @param membership the group, joined
   * @param directory the nodes
   * @param participants the subsystems; sorted by their stages
   * @param witness says what is gone when an agent is
   * @param threads makes the threads; virtual ones
   */
  public HotplugCoordinator(
      Membership membership,
      NodeDirectory directory,
      List<HotplugParticipant> participants,
      FailureWitness witness,
      ThreadFactory threads) {
    this.membership = membership;
    this.directory = directory;
    this.participants =
        participants.stream().sorted(Comparator.comparing(HotplugParticipant::stage)).toList();
    this.deaths = new DeathMarker(membership, directory, witness, threads);
    this.news = new NodeNews(membership.local(), this.participants);
    this.worker = threads.newThread(this::work);
    worker.setName("ssi-hotplug-worker");
  }

  /**
   * Makes this node present, and online if it was when its agent died and every stage succeeds.
   *
   * @param name its name
   * @param address where its agent is
   * @param facts about its machine
   * @return its record
   */
  public NodeRecord start(String name, NodeAddress address, NodeFacts facts) {
    NodeRecord record = directory.join(membership.local(), name, address, facts);
    self = record;
    news.begin(directory.all());
    membership.subscribe(view -> wake());
    directory.listen(this::wake);
    worker.start();
    wake();
    return record.wasOnline() ? addAgain(record) : record;
  }

  /** An agent that cannot take part again stays present, where people can see and help it. */
  private NodeRecord addAgain(NodeRecord record) {
    try {
      return add();
    } catch (HotplugException e) {
      LOG.error("Node {} took part before and cannot again", record.name(), e);
      return record;
    }
  }

  /**
   * Takes this node online: every stage in order.
   *
   * @return its record
   * @throws HotplugException if a stage failed; the node is present
   */
  public NodeRecord add() {
    transition.lock();
    try {
      List<HotplugParticipant> joined = new ArrayList<>();
      for (HotplugParticipant participant : participants) {
        try {
          joined.add(participant);
          participant.joining();
        } catch (RuntimeException e) {
          withdraw(joined);
          throw new HotplugException(
              "Cannot take node "
                  + membership.local()
                  + " online: stage "
                  + participant.stage()
                  + " failed: "
                  + e.getMessage(),
              e);
        }
      }
      return directory.move(membership.local(), NodeState.ONLINE, "added");
    } finally {
      transition.unlock();
    }
  }

  /**
   * Empties this node and makes it present: every stage in the opposite order.
   *
   * @param force whether what cannot be moved is ended
   * @return one line for each thing that stays on the node
   */
  public List<String> remove(boolean force) {
    transition.lock();
    try {
      directory.move(membership.local(), NodeState.DRAINING, "being removed");
      List<String> remaining = new ArrayList<>();
      for (HotplugParticipant participant : participants.reversed()) {
        try {
          remaining.addAll(participant.leaving(force));
        } catch (RuntimeException e) {
          LOG.error("Leaving: stage {} failed", participant.stage(), e);
          remaining.add(participant.stage() + ": " + e.getMessage());
        }
      }
      directory.move(membership.local(), NodeState.PRESENT, "removed");
      return List.copyOf(remaining);
    } finally {
      transition.unlock();
    }
  }

  /**
   * Leaves the cluster in good order: removed if it is online, then possible. The membership is
   * closed by the caller afterwards.
   *
   * @param reason why, for people
   */
  public void leave(String reason) {
    leaving = true;
    transition.lock();
    try {
      Optional<NodeRecord> record = directory.find(membership.local());
      if (record.isPresent() && record.get().isOnline()) {
        remove(false);
      }
      if (directory.find(membership.local()).filter(NodeRecord::isExpected).isPresent()) {
        directory.move(membership.local(), NodeState.POSSIBLE, reason);
      }
    } finally {
      transition.unlock();
    }
  }

  /** Stops working; the node's record stays as it is. Idempotent. */
  @Override
  public void close() {
    leaving = true;
    worker.interrupt();
  }

  private static void withdraw(List<HotplugParticipant> joined) {
    for (HotplugParticipant participant : joined.reversed()) {
      try {
        participant.leaving(false);
      } catch (RuntimeException e) {
        LOG.error("Withdrawing: stage {} failed", participant.stage(), e);
      }
    }
  }

  private void wake() {
    synchronized (changed) {
      viewChanged = true;
      changed.notifyAll();
    }
  }

  private void wake(NodeId node) {
    synchronized (changed) {
      changed.add(node);
      changed.notifyAll();
    }
  }

  private void work() {
    try {
      while (true) {
        Set<NodeId> nodes = take();
        for (NodeId node : nodes) {
          directory.find(node).ifPresent(news::changed);
        }
        attempt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for something to do; while a death could not be recorded, only for a while. */
  private Set<NodeId> take() throws InterruptedException {
    long patience = !leaving && deaths.isUnfinished() ? RETRY_MILLIS : 0;
    synchronized (changed) {
      if (patience > 0 && changed.isEmpty() && !viewChanged) {
        changed.wait(patience);
      } else {
        while (changed.isEmpty() && !viewChanged) {
          changed.wait();
        }
      }
      Set<NodeId> taken = new LinkedHashSet<>(changed);
      changed.clear();
      viewChanged = false;
      return taken;
    }
  }

  private void attempt() throws InterruptedException {
    try {
      deaths.mark();
      if (!leaving) {
        returnFromTheDead();
      }
    } catch (MembershipException e) {
      LOG.warn("The nodes' states could not be brought up to date: {}", e.getMessage());
    }
  }

  /** After a split the others may have taken this living node for dead, or know nothing of it. */
  private void returnFromTheDead() {
    NodeRecord last = self;
    Optional<NodeRecord> now = directory.find(membership.local());
    if (now.isPresent() && now.get().state() != NodeState.FAILED) {
      self = now.get();
      return;
    }
    if (last == null || !membership.hasQuorum()) {
      return;
    }
    LOG.warn(
        "Node {} lives and was {}",
        last.name(),
        now.map(record -> "taken for dead: " + record.reason()).orElse("forgotten"));
    NodeRecord back = directory.join(last.id(), last.name(), last.address(), last.facts());
    self = back;
    if (back.wasOnline() || (now.isEmpty() && last.isOnline())) {
      addAgain(back);
    }
  }
}
