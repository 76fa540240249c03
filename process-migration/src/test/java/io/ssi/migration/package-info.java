/** Promises of the migration protocol, shown against a small world of fakes. */
@NullMarked
package io.ssi.migration;

import org.jspecify.annotations.NullMarked;
