package io.ssi.migration;

import io.ssi.membership.NodeId;
import io.ssi.pid.ApplicationId;

/**
 * An order to move an application.
 *
 * @param application what
 * @param target where to
 * @param options what the caller allows
 * @param uid who orders it
 * @param dryRun only say what would be in the way
 * @param ticket names the order, so that it can be cancelled
 */
public record MoveOrder(
    ApplicationId application,
    NodeId target,
    MigrationOptions options,
    int uid,
    boolean dryRun,
    String ticket) {}
