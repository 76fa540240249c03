/** Tests of the live view. */
@NullMarked
package io.ssi.tools.top;

import org.jspecify.annotations.NullMarked;
