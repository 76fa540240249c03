/**
 * This node's Linux: processes, signals, files of {@code /proc}, containers and CRIU. Knows no
 * cluster.
 */
@NullMarked
package io.ssi.linux;

import org.jspecify.annotations.NullMarked;
