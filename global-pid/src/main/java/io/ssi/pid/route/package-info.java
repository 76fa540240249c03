/**
 * What can be done to processes from anywhere: start, signal, wait. Any agent can be asked; it asks
 * the agent of the node that the process is on. Each verb has a class for the side that asks and
 * one for the side that does it.
 *
 * <p>Reading order: {@link io.ssi.pid.route.ProcessStarter}, {@link io.ssi.pid.route.SignalRouter},
 * {@link io.ssi.pid.route.ExitWaiter}; then {@code Local…}.
 */
@NullMarked
package io.ssi.pid.route;

import org.jspecify.annotations.NullMarked;
