/** A made-up {@code /proc} for tests of what reads processes and machine figures. */
@NullMarked
package io.ssi.linux.procfs.testing;

import org.jspecify.annotations.NullMarked;
