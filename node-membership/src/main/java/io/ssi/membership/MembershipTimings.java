package io.ssi.membership;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How quickly the group notices things. Choose a preset.
 *
 * <p>A killed agent closes its sockets and is out of the view after about {@code verify}. A silent
 * one (stopped, or its link cut) is out after at most {@code silence + heartbeat + verify}. Longer
 * values forgive longer pauses; shorter ones cost wake-ups on every node, one per {@code heartbeat}
 * and member.
 *
 * @param heartbeat time between two signs of life to all members
 * @param silence how long a member may give no sign of life before it is suspected; at least three
 *     heartbeats
 * @param verify how long a suspected member has to answer a direct question
 * @param join how long the first of the possible nodes looks for a group before it founds one; the
 *     others look four times as long
 * @param write how long a write to a map waits for the other members
 * @param mergeCheck mean time between two checks whether a split group has come together again
 */
public record MembershipTimings(
    Duration heartbeat,
    Duration silence,
    Duration verify,
    Duration join,
    Duration write,
    Duration mergeCheck) {

  /**
   * For machines on one network.
   *
   * @return a killed agent is out after 2 s, a silent one within 10 s
   */
  public static MembershipTimings lan() {
    return new MembershipTimings(
        Duration.ofMillis(1500),
        Duration.ofMillis(6000),
        Duration.ofMillis(1000),
        Duration.ofMillis(1500),
        Duration.ofSeconds(15),
        Duration.ofSeconds(6));
  }

  /**
   * For nodes on one machine and for tests.
   *
   * @return a killed agent is out after 0.5 s, a silent one within 5 s
   */
  public static MembershipTimings loopback() {
    return new MembershipTimings(
        Duration.ofMillis(1000),
        Duration.ofMillis(4000),
        Duration.ofMillis(500),
        Duration.ofMillis(750),
        Duration.ofSeconds(10),
        Duration.ofSeconds(3));
  }

  /**
   * The longest time from the moment a member falls silent until it is out of the view.
   *
   * @return the sum that the class comment gives
   */
  public Duration detection() {
    return silence.plus(heartbeat).plus(verify);
  }

  /**
   * What is wrong with these values.
   *
   * @return one sentence per fault; empty if all is well
   */
  public List<String> faults() {
    List<String> faults = new ArrayList<>();
    check(faults, "heartbeat", heartbeat);
    check(faults, "silence", silence);
    check(faults, "verify", verify);
    check(faults, "join", join);
    check(faults, "write", write);
    check(faults, "merge-check", mergeCheck);
    if (silence.compareTo(heartbeat.multipliedBy(3)) < 0) {
      faults.add("silence " + silence + " is less than three heartbeats of " + heartbeat);
    }
    return faults;
  }

  private static void check(List<String> faults, String name, Duration value) {
    if (value.compareTo(Duration.ofMillis(10)) < 0 || value.compareTo(Duration.ofMinutes(5)) > 0) {
      faults.add(name + " must be between 10 ms and 5 minutes, not " + value);
    }
  }
}
