/** Promises that need more than one module: the architecture, and scenarios on real nodes. */
@NullMarked
package io.ssi.tests;

import org.jspecify.annotations.NullMarked;
