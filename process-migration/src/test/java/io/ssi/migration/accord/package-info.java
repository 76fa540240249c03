/** Tests of what containers of one application do together. */
@NullMarked
package io.ssi.migration.accord;

import org.jspecify.annotations.NullMarked;
