/**
 * Memory and load of the whole cluster, in the format of the kernel's own files.
 *
 * <p>Reading order: {@link io.ssi.memory.NodeFigures} is what one node contributes, {@link
 * io.ssi.memory.LocalFigures} reads it for this node, {@link io.ssi.memory.FiguresExchange} fetches
 * it from all, {@link io.ssi.memory.FieldRule} says how each field is merged, {@link
 * io.ssi.memory.ClusterMeminfo} and its kin merge, and {@link io.ssi.memory.ClusterFigures} is the
 * facade that the verbs use. The reasons are in {@code docs/design/figures.md}.
 *
 * <p>Values are immutable; the exchange and the facade may be used by any thread and block for at
 * most the exchange's deadline.
 */
@NullMarked
package io.ssi.memory;

import org.jspecify.annotations.NullMarked;
