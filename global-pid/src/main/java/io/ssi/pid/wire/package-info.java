/**
 * How records of this module are written as bytes; the only package that knows the generated types.
 */
@NullMarked
package io.ssi.pid.wire;

import org.jspecify.annotations.NullMarked;
