package io.ssi.membership.jgroups;

import io.ssi.membership.MembershipConfig;
import io.ssi.membership.MembershipTimings;
import java.time.Duration;
import java.util.List;
import org.jgroups.protocols.AUTH;
import org.jgroups.protocols.FD_ALL3;
import org.jgroups.protocols.FD_SOCK2;
import org.jgroups.protocols.FRAG4;
import org.jgroups.protocols.FlowControl;
import org.jgroups.protocols.MERGE3;
import org.jgroups.protocols.MFC;
import org.jgroups.protocols.PerDestinationBundler;
import org.jgroups.protocols.TCP;
import org.jgroups.protocols.TCPPING;
import org.jgroups.protocols.UFC;
import org.jgroups.protocols.UNICAST3;
import org.jgroups.protocols.VERIFY_SUSPECT2;
import org.jgroups.protocols.pbcast.GMS;
import org.jgroups.protocols.pbcast.NAKACK2;
import org.jgroups.protocols.pbcast.STABLE;
import org.jgroups.stack.Protocol;

/** The protocols of the group, bottom first, with the values that differ from JGroups' own. */
final class GroupStack {
  private static final int MAX_CREDITS = 4 * 1024 * 1024;
  private static final int DISCOVERY_RUNS = 8;
  private static final int LATER_FACTOR = 4;
  private static final int XMIT_ROWS = 20;
  private static final int XMIT_ROW_MESSAGES = 256;

  private GroupStack() {}

  static List<Protocol> protocols(
      MembershipConfig config, MessageSeal seal, RequestProtocol requests) {
    MembershipTimings timings = config.timings();
    return List.of(
        transport(config),
        new SealProtocol(seal),
        discovery(config),
        new MERGE3()
            .setMinInterval(timings.mergeCheck().toMillis() / 2)
            .setMaxInterval(timings.mergeCheck().toMillis() * 3 / 2),
        new FD_SOCK2()
            .setBindAddress(config.bindAddress())
            .setOffset(MembershipConfig.FAILURE_DETECTION_OFFSET)
            .setPortRange(0),
        heartbeat(timings),
        new VERIFY_SUSPECT2().setTimeout(timings.verify().toMillis()),
        new NAKACK2()
            .useMcastXmit(false)
            .setXmitTableNumRows(XMIT_ROWS)
            .setXmitTableMsgsPerRow(XMIT_ROW_MESSAGES),
        new UNICAST3()
            .setXmitTableNumRows(XMIT_ROWS)
            .setXmitTableMsgsPerRow(XMIT_ROW_MESSAGES)
            .setConnCloseTimeout(10_000),
        new STABLE().setDesiredAverageGossip(20_000).setMaxBytes(1024 * 1024),
        uniqueIds(),
        new GMS()
            .printLocalAddress(false)
            .setJoinTimeout(patience(config).toMillis())
            .setMaxJoinAttempts(joinAttempts(config))
            .setLeaveTimeout(1000),
        credits(new UFC()),
        credits(new MFC()),
        fragments(),
        requests);
  }

  private static TCP transport(MembershipConfig config) {
    TCP tcp = new TCP();
    tcp.setBindAddress(config.bindAddress());
    tcp.setBindPort(config.groupPort());
    tcp.setPortRange(0);
    // Without it every synchronous write waits for the other side's delayed acknowledgement.
    tcp.tcpNodelay(true);
    tcp.setSockConnTimeout(500);
    tcp.useVirtualThreads(true);
    tcp.setLogDiscardMessages(false);
    // One thread for all, JGroups' default, runs in circles for ever once a member has died that
    // something was still to be sent to; and it lets everybody wait for a machine that is silent.
    tcp.setBundler(new PerDestinationBundler().useSingleSenderThread(false));
    tcp.getThreadPool().setMaxThreads(64).setKeepAliveTime(10_000);
    return tcp;
  }

  /**
   * How long to look for others before founding a group. Agents that start together must not all
   * give up at the same time, so the first of the possible nodes does sooner than the others.
   */
  private static Duration patience(MembershipConfig config) {
    boolean first = config.initialHosts().getFirst().equals(config.groupAddress());
    return config.timings().join().multipliedBy(first ? 1 : LATER_FACTOR);
  }

  /** Enough to outlive a dead coordinator: who gives up becomes a group of its own. */
  private static int joinAttempts(MembershipConfig config) {
    return (int) (config.timings().detection().dividedBy(patience(config)) + 10);
  }

  private static AUTH uniqueIds() {
    NodeIdToken token = new NodeIdToken();
    AUTH auth = new AUTH().setAuthToken(token);
    token.setAuth(auth);
    return auth;
  }

  private static TCPPING discovery(MembershipConfig config) {
    TCPPING ping = new TCPPING();
    ping.setInitialHosts(config.initialHosts());
    ping.setPortRange(0);
    // Somebody may come up while this agent is looking.
    ping.setValue("num_discovery_runs", DISCOVERY_RUNS);
    return ping;
  }

  private static FD_ALL3 heartbeat(MembershipTimings timings) {
    FD_ALL3 detector = new FD_ALL3();
    detector.setInterval(timings.heartbeat().toMillis());
    detector.setTimeout(timings.silence().toMillis());
    return detector;
  }

  private static Protocol credits(FlowControl control) {
    control.setMaxCredits(MAX_CREDITS);
    control.setMinThreshold(0.4);
    return control;
  }

  private static FRAG4 fragments() {
    FRAG4 frag = new FRAG4();
    frag.setFragSize(60_000);
    return frag;
  }
}
