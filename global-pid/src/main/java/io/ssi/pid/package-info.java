/**
 * One name for a process wherever it runs: ids, the registry of applications, the table of
 * processes, and what can be done to a process from anywhere.
 *
 * <p>This package holds the nouns. Reading order: {@link io.ssi.pid.GlobalPid}, {@link
 * io.ssi.pid.Application}, {@link io.ssi.pid.ApplicationPhase}; then {@code registry} (what the
 * cluster agrees on about applications), {@code host} (this node's containers), {@code view} (every
 * process of every node), {@code route} (start, signal, wait), {@code log} (what programs wrote),
 * {@code hotplug} (nodes that come, go and die).
 */
@NullMarked
package io.ssi.pid;

import org.jspecify.annotations.NullMarked;
