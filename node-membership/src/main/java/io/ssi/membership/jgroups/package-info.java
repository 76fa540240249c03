/**
 * The group of agents over JGroups, the only package that imports it.
 *
 * <p>Reading order: {@link io.ssi.membership.jgroups.JGroupsMembership}, {@link
 * io.ssi.membership.jgroups.JGroupsChannel}; then, inside, {@code GroupStack} (the protocols and
 * why each is there), {@code SealProtocol} (nothing enters or leaves the machine unsealed) and
 * {@code RequestProtocol} (our requests share one channel with the maps).
 *
 * <p>Threads: JGroups delivers on its own threads, which never run code of other modules; views go
 * to the listeners on one virtual thread, requests to their handlers on one virtual thread each.
 */
@NullMarked
package io.ssi.membership.jgroups;

import org.jspecify.annotations.NullMarked;
