/**
 * This node's containers: starting applications, taking over the keepers that an earlier agent
 * left, recording how programs end, and what process-migration needs to take a container away or to
 * bring one here.
 *
 * <p>A container here is in one {@link io.ssi.pid.host.ContainerMode}. Only of a hosted one are
 * ends recorded; the registry is told first and the keeper dismissed afterwards, so that an agent
 * that dies between finds the status again.
 *
 * <p>Reading order: {@link io.ssi.pid.host.ContainerHost}, {@link io.ssi.pid.host.AttachDecision}.
 * Locks: one per container, held while its record is written; no other lock is taken under it but
 * the registry's own.
 */
@NullMarked
package io.ssi.pid.host;

import org.jspecify.annotations.NullMarked;
