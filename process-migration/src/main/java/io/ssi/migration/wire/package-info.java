/**
 * How the values of this module are written on the wire and on disk; the only place here that knows
 * protobuf.
 */
@NullMarked
package io.ssi.migration.wire;

import org.jspecify.annotations.NullMarked;
