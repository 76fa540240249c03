/** Generated from the {@code criu_*.proto} files: CRIU's messages and image entries as they are. */
@NullMarked
package io.ssi.linux.criu.wire;

import org.jspecify.annotations.NullMarked;
