/** Promises of images and checkpoints, shown on small directories. */
@NullMarked
package io.ssi.migration.wire;

import org.jspecify.annotations.NullMarked;
