/** Tests of what is stored and sent. */
@NullMarked
package io.ssi.pid.wire;

import org.jspecify.annotations.NullMarked;
