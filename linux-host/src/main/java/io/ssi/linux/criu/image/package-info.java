/**
 * Readers for the image files of CRIU that preflight and listing need.
 *
 * <p>{@link io.ssi.linux.criu.image.CheckpointImages} reads a directory as a whole; {@link
 * io.ssi.linux.criu.image.ImageKind} and {@link io.ssi.linux.criu.image.ImageFile} know the outer
 * format (magic numbers, then entries with their lengths), one class for each image knows what is
 * inside. Missing, truncated or mutilated input is an {@link
 * io.ssi.linux.criu.image.ImageFormatException}, never a default; fields that a newer CRIU has
 * added are ignored. The format has no checksum: that a file is the one that was written is for the
 * manifest beside it to say.
 *
 * <p>All is immutable and blocks for the reading of small files; memory pages are never read.
 */
@NullMarked
package io.ssi.linux.criu.image;

import org.jspecify.annotations.NullMarked;
