/** Tests of start, signal and wait. */
@NullMarked
package io.ssi.pid.route;

import org.jspecify.annotations.NullMarked;
