/**
 * The socket through which the command {@code ssi} reaches the agent; its protocol is in {@code
 * docs/control-protocol.md}.
 *
 * <p>{@link io.ssi.agent.control.ControlServer} accepts; a {@code Connection} has two threads: one
 * reads frames (signals, the end of the client), one runs the verb, whose results go straight to
 * the client's descriptors. Nothing that a client does or leaves undone holds up another.
 */
@NullMarked
package io.ssi.agent.control;

import org.jspecify.annotations.NullMarked;
