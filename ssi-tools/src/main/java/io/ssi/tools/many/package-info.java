/**
 * Many programs of one command: {@code ssi run -w node[1-3]} and {@code -n COUNT}.
 *
 * <p>Each copy is a run in the foreground of its own, with a {@link io.ssi.tools.service.Console}
 * of its own ({@code CopyConsole}); {@link io.ssi.tools.many.ManyRun} stands between these and the
 * command. Output goes through a {@code CopyOutput}, which labels or gathers it, into a {@code
 * MergedStream} for each of the command's two; input comes out of an {@code InputFan}.
 *
 * <p>Every copy has a thread that runs it and one that tells it things, so that a node which does
 * not answer holds up no other; each merged stream has a thread that writes. Locks are never held
 * while something is sent, and none is taken while another is held.
 */
@NullMarked
package io.ssi.tools.many;

import org.jspecify.annotations.NullMarked;
