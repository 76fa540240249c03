package io.ssi.pid.message;

import io.ssi.membership.NodeId;
import io.ssi.pid.ApplicationId;
import io.ssi.pid.GlobalPid;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One process as {@code ssi ps} shows it. Start and CPU time are those of the process's whole life,
 * also when it was restored on the way.
 *
 * @param gpid its name in the cluster
 * @param node where it runs
 * @param pid its number in that node's {@code /proc}
 * @param parent its parent; empty for the first process of a node and for parents outside it
 * @param application the application it belongs to; empty for processes of the node
 * @param uid its effective user, as ps(1) shows
 * @param user that user's name on its node, or the number
 * @param state the letter of its state, then as in ps(1): {@code <} high and {@code N} low
 *     priority, {@code s} session leader, {@code l} several threads, {@code +} foreground
 * @param cpuPercent CPU time in percent of the time since it started; above 100 with threads
 * @param memPercent resident memory in percent of the node's
 * @param rssBytes resident memory
 * @param cpuTime user and system time together
 * @param start when it started
 * @param command its command line, or its name in brackets where it has none
 * @param role whether it is a process like any other
 */
public record ProcessRow(
    GlobalPid gpid,
    NodeId node,
    int pid,
    Optional<GlobalPid> parent,
    Optional<ApplicationId> application,
    int uid,
    String user,
    String state,
    double cpuPercent,
    double memPercent,
    long rssBytes,
    Duration cpuTime,
    Instant start,
    String command,
    ProcessRole role) {}
