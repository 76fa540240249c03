package io.ssi.membership.testing;

import io.ssi.membership.ClusterView;
import io.ssi.membership.Membership;
import io.ssi.membership.NodeId;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A membership whose views the test installs. Listeners run on the thread that installs one. */
public final class ManualMembership implements Membership {
  private final NodeId local;
  private final CopyOnWriteArrayList<Consumer<ClusterView>> listeners =
      new CopyOnWriteArrayList<>();
  private final Runnable onClose;
  private volatile ClusterView view;
  private volatile boolean quorum = true;

  /**
   * A group of this node alone.
   *
   * @param local this node
   */
  public ManualMembership(NodeId local) {
    this(local, () -> {});
  }

  ManualMembership(NodeId local, Runnable onClose) {
    this.local = local;
    this.onClose = onClose;
    this.view = new ClusterView(0, List.of(local));
  }

  /**
   * Installs the next view and tells the listeners.
   *
   * @param members the members, oldest first
   */
  public synchronized void install(List<NodeId> members) {
    ClusterView next = new ClusterView(view.id() + 1, members);
    view = next;
    listeners.forEach(listener -> listener.accept(next));
  }

  /**
   * Says whether writes can succeed.
   *
   * @param quorum the new answer of {@link #hasQuorum}
   */
  public void quorum(boolean quorum) {
    this.quorum = quorum;
  }

  @Override
  public NodeId local() {
    return local;
  }

  @Override
  public ClusterView view() {
    return view;
  }

  @Override
  public boolean hasQuorum() {
    return quorum;
  }

  @Override
  public void subscribe(Consumer<ClusterView> listener) {
    listeners.add(listener);
  }

  @Override
  public void close() {
    onClose.run();
  }
}
