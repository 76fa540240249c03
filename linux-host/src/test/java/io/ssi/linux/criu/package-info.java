/** Tests of the CRIU driver. */
@NullMarked
package io.ssi.linux.criu;

import org.jspecify.annotations.NullMarked;
