/**
 * Checkpoints: taking one, keeping it on two nodes, and bringing an application back from it.
 *
 * <p>The truth about a version is its manifest beside its data on each holder ({@link
 * io.ssi.migration.checkpoint.ImageRepository}); the shared index ({@link
 * io.ssi.migration.checkpoint.CheckpointIndex}) is built from those and rebuilt when nodes join. A
 * version is whole or it is not listed.
 */
@NullMarked
package io.ssi.migration.checkpoint;

import org.jspecify.annotations.NullMarked;
