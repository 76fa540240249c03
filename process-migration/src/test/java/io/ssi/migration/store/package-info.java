/** Promises of images and checkpoints, shown on small directories. */
@NullMarked
package io.ssi.migration.store;

import org.jspecify.annotations.NullMarked;
