package io.ssi.membership.jgroups;

import io.ssi.membership.DuplicateNodeIdException;
import io.ssi.membership.MembershipConfig;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jgroups.JChannel;
import org.jgroups.stack.Protocol;
import org.jspecify.annotations.Nullable;

/**
 * The channel whose joining waits while the group still counts a dead predecessor with this node's
 * id, and fails if that one turns out to live.
 */
final class NodeChannel extends JChannel {
  private static final long RETRY_MILLIS = 250;
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(3);

  private final MembershipConfig config;
  private final LongSupplier nanoClock;
  private final CountDownLatch closed = new CountDownLatch(1);

  NodeChannel(MembershipConfig config, List<Protocol> protocols, LongSupplier nanoClock)
      throws Exception {
    super(protocols);
    this.config = config;
    this.nanoClock = nanoClock;
    setName(config.nodeName());
    stats(false);
    addAddressGenerator(() -> NodeAddress.create(config.local(), config.nodeName()));
  }

  @Override
  public JChannel connect(String cluster) throws Exception {
    long deadline = nanoClock.getAsLong() + config.timings().detection().toNanos() + PATIENCE_NANOS;
    while (true) {
      try {
        return super.connect(cluster);
      } catch (Exception e) {
        SecurityException refusal = refusal(e);
        if (refusal == null) {
          throw e;
        }
        boolean ended = closed.await(RETRY_MILLIS, TimeUnit.MILLISECONDS);
        if (ended || nanoClock.getAsLong() - deadline > 0) {
          throw new DuplicateNodeIdException(
              config.local(), "a living agent of the group has this id");
        }
      }
    }
  }

  @Override
  public void close() {
    closed.countDown();
    super.close();
  }

  private static @Nullable SecurityException refusal(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof SecurityException refusal) {
        return refusal;
      }
    }
    return null;
  }
}
