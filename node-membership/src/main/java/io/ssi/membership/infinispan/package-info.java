/**
 * The shared maps over Infinispan, the only package that imports it.
 *
 * <p>Every map is a replicated cache of bytes: all members hold all of it. {@link
 * io.ssi.membership.infinispan.InfinispanClusterMaps} opens them; {@code InfinispanClusterMap} maps
 * Infinispan's errors to what a caller may do next; {@code QuorumKeeper} says whether writes can
 * succeed and lets them succeed again when enough members are back. Threads: listeners run on one
 * virtual thread per map.
 */
@NullMarked
package io.ssi.membership.infinispan;

import org.jspecify.annotations.NullMarked;
