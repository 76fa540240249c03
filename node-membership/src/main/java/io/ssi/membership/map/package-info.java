/** Maps that all agents share, changed by compare-and-set. */
@NullMarked
package io.ssi.membership.map;

import org.jspecify.annotations.NullMarked;
