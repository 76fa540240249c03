/** How this module's records are written for other agents; generated types stay in here. */
@NullMarked
package io.ssi.memory.wire;

import org.jspecify.annotations.NullMarked;
