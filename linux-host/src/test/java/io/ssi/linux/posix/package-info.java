/** Tests of the POSIX calls on the running machine. */
@NullMarked
package io.ssi.linux.posix;

import org.jspecify.annotations.NullMarked;
