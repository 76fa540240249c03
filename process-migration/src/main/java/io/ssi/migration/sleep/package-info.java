/**
 * The whole cluster to sleep and awake again: {@link io.ssi.migration.sleep.ClusterSleep} saves all
 * applications and ends them, {@link io.ssi.migration.sleep.ClusterWake} brings them back. What
 * sleeps is remembered beside the version numbers ({@link io.ssi.migration.VersionNumbers}), on the
 * disk of every node.
 */
@NullMarked
package io.ssi.migration.sleep;

import org.jspecify.annotations.NullMarked;
