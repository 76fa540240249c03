/** Tests of programs in the foreground. */
@NullMarked
package io.ssi.pid.foreground;

import org.jspecify.annotations.NullMarked;
