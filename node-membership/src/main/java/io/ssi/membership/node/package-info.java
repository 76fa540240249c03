/**
 * What the cluster knows about each node: {@link io.ssi.membership.node.NodeRecord}, kept in one
 * shared map that {@link io.ssi.membership.node.NodeDirectory} reads and changes. Every change is a
 * compare-and-set whose legality {@link io.ssi.membership.NodeState#successors} decides.
 */
@NullMarked
package io.ssi.membership.node;

import org.jspecify.annotations.NullMarked;
