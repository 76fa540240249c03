/** Tests of what the target of a move decides. */
@NullMarked
package io.ssi.migration.target;

import org.jspecify.annotations.NullMarked;
