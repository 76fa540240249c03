/** Tests of this node's containers. */
@NullMarked
package io.ssi.pid.host;

import org.jspecify.annotations.NullMarked;
