package io.ssi.tools.service;

import io.ssi.pid.ApplicationId;
import io.ssi.pid.GlobalPid;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One process.
 *
 * @param gpid its name in the cluster
 * @param node the name of the node it runs on
 * @param pid its number in that node's {@code /proc}
 * @param parent its parent; empty for the first process of a node
 * @param application the application it belongs to; empty for a process of the node itself
 * @param uid effective user id
 * @param user the user's name, or the number if there is no name
 * @param state the letter of {@code /proc/PID/stat}
 * @param cpuPercent of one processor
 * @param memoryPercent of its node's memory
 * @param rssBytes resident memory
 * @param time processor time, including that before a move or a restart
 * @param start when it was started, not when it was last restored
 * @param command its command line, or its name in brackets if it has none
 */
public record ProcessRow(
    GlobalPid gpid,
    String node,
    int pid,
    Optional<GlobalPid> parent,
    Optional<ApplicationId> application,
    int uid,
    String user,
    char state,
    double cpuPercent,
    double memoryPercent,
    long rssBytes,
    Duration time,
    Instant start,
    String command) {}
