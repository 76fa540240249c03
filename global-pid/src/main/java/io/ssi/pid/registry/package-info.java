/**
 * What the cluster agrees on about applications: one shared record per application, changed by
 * compare-and-set.
 *
 * <p>Reading order: {@link io.ssi.pid.registry.ApplicationRegistry}, {@link
 * io.ssi.pid.registry.UpdateResult}.
 */
@NullMarked
package io.ssi.pid.registry;

import org.jspecify.annotations.NullMarked;
