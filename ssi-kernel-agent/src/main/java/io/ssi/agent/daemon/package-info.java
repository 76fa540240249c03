/**
 * The modules put together for one node: {@link io.ssi.agent.daemon.GroupParts} joins the group,
 * {@link io.ssi.agent.daemon.HostParts} knows this node's Linux, {@link
 * io.ssi.agent.daemon.ApplicationParts} its applications, {@link io.ssi.agent.daemon.MoveParts}
 * their moves; {@link io.ssi.agent.daemon.Agent} is all of them, and lets the node join and leave.
 */
@NullMarked
package io.ssi.agent.daemon;

import org.jspecify.annotations.NullMarked;
