/**
 * Both ends of a move, with their real code, in a small world that one thread at a time runs: CRIU,
 * keepers and network are in memory, every effect of an agent is counted, and before any of them
 * something can happen. {@code World} is one such move, {@code Fault} what can happen.
 */
@NullMarked
package io.ssi.migration.fire;

import org.jspecify.annotations.NullMarked;
