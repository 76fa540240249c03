/**
 * "Why can it not move?", answered without touching the application.
 *
 * <p>{@link io.ssi.migration.preflight.ApplicationFacts} is what the node it runs on sees of it,
 * {@link io.ssi.migration.preflight.NodeFacts} what another node says of itself; {@link
 * io.ssi.migration.preflight.Preflight} turns both into {@link io.ssi.migration.MoveBlocker}s and
 * touches nothing itself.
 */
@NullMarked
package io.ssi.migration.preflight;

import org.jspecify.annotations.NullMarked;
