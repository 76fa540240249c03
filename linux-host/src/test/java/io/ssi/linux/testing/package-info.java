/** What tests of every module share: seeded random runs. */
@NullMarked
package io.ssi.linux.testing;

import org.jspecify.annotations.NullMarked;
