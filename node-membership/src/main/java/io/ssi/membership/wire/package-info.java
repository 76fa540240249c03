/** Stored forms of this module's records, and the only place that knows the generated types. */
@NullMarked
package io.ssi.membership.wire;

import org.jspecify.annotations.NullMarked;
