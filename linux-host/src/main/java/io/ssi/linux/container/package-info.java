/**
 * An application's container on this node, and the agent's side of its keeper.
 *
 * <p>{@link io.ssi.linux.container.Containers} launches keepers and finds those that outlived an
 * agent; {@link io.ssi.linux.container.Keeper} is the connection to one: it starts programs ({@link
 * io.ssi.linux.container.ProgramSpec}) and CRIU, moves the pid cursor, freezes, and tells what ends
 * ({@link io.ssi.linux.container.KeeperEvent}). {@link io.ssi.linux.container.ContainerProcesses}
 * pairs the pids inside with those of the node. The protocol is docs/keeper-protocol.md; only
 * {@code KeeperFrame} and its neighbours know its bytes.
 *
 * <p>Threads: everything is thread-safe. Each keeper has one thread that reads replies and one that
 * calls listeners, both from the factory given to {@link io.ssi.linux.container.LocalContainers}.
 */
@NullMarked
package io.ssi.linux.container;

import org.jspecify.annotations.NullMarked;
