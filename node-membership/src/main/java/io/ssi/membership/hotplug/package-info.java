/**
 * Nodes that come, go and die while everything runs.
 *
 * <p>{@link io.ssi.membership.hotplug.HotplugStage} is the order of the subsystems: joining runs it
 * forward, leaving backward. Each subsystem is a {@link
 * io.ssi.membership.hotplug.HotplugParticipant}; {@link
 * io.ssi.membership.hotplug.HotplugCoordinator} runs them and keeps this node's record. When an
 * agent is gone without having left, the oldest member asks its {@link
 * io.ssi.membership.hotplug.FailureWitness} what is gone and marks the node failed; every agent
 * then tells its participants, once per death.
 *
 * <p>Threads: views and changes of records are worked off by one thread per agent, one at a time;
 * {@code add} and {@code remove} run on their caller's, one at a time, too.
 */
@NullMarked
package io.ssi.membership.hotplug;

import org.jspecify.annotations.NullMarked;
