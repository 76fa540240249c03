/** Promises about the numbers that a restore needs. */
@NullMarked
package io.ssi.migration.container;

import org.jspecify.annotations.NullMarked;
