/** Tests of what applications wrote. */
@NullMarked
package io.ssi.pid.log;

import org.jspecify.annotations.NullMarked;
