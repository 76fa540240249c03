/** Tests of the words that this module's packages share. */
@NullMarked
package io.ssi.linux;

import org.jspecify.annotations.NullMarked;
