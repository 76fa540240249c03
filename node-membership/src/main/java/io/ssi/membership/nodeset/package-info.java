/** Sets of nodes as people write them, in ClusterShell's and Kerrighed's way. */
@NullMarked
package io.ssi.membership.nodeset;

import org.jspecify.annotations.NullMarked;
