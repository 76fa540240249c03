/**
 * A cluster of virtual nodes on this machine, for trying things out and for tests: each node has
 * its own network, pid, mount, uts and ipc namespace, its own {@code /proc}, {@code /run}, {@code
 * /tmp} and state directory, its own control group, and a real agent.
 *
 * <p>{@link io.ssi.agent.embedded.EmbeddedCluster} is the whole: up, down, and what a test does to
 * it. {@link io.ssi.agent.embedded.ClusterPlaces} says where everything lies. {@link
 * io.ssi.agent.embedded.ClusterSwitch}, {@link io.ssi.agent.embedded.NodeInit} and {@link
 * io.ssi.agent.embedded.NodeAgent} are the parts: network, init, agent.
 *
 * <p>Nothing is remembered in memory: what exists is read from the machine each time, so another
 * program, or the same one after a crash, finds the same cluster. A lock on a file in the cluster's
 * directory lets one change it at a time.
 */
@NullMarked
package io.ssi.agent.embedded;

import org.jspecify.annotations.NullMarked;
