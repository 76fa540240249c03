/** Promises of the preflight, shown on facts alone. */
@NullMarked
package io.ssi.migration.preflight;

import org.jspecify.annotations.NullMarked;
