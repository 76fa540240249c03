/**
 * What the containers of one application do together, each on its node: the node of the first one
 * leads. It asks each other node over a stream of its own, one step at a time ({@link
 * io.ssi.migration.accord.PartLink} and, on the other side, {@link
 * io.ssi.migration.accord.LeaderLink}). A stream that breaks, or an answer that is late, ends it
 * for all; each node lets its container go on by itself then.
 *
 * <p>{@link io.ssi.migration.accord.LeaderAccord} and {@link io.ssi.migration.accord.PartAccord}
 * are the two sides of a checkpoint. One thread for each container.
 */
@NullMarked
package io.ssi.migration.accord;

import org.jspecify.annotations.NullMarked;
