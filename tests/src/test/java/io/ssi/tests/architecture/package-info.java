/** The edges between modules and packages, held by tests. */
@NullMarked
package io.ssi.tests.architecture;

import org.jspecify.annotations.NullMarked;
