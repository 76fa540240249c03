/** What tests need of the machine, and what happens where it is missing. */
@NullMarked
package io.ssi.tests.require;

import org.jspecify.annotations.NullMarked;
