/** Tests of what the source of a move writes into its record. */
@NullMarked
package io.ssi.migration.source;

import org.jspecify.annotations.NullMarked;
