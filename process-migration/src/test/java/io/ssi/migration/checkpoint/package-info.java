/** Promises of images and checkpoints, shown on small directories. */
@NullMarked
package io.ssi.migration.checkpoint;

import org.jspecify.annotations.NullMarked;
