/** Tests of the ids and records. */
@NullMarked
package io.ssi.pid;

import org.jspecify.annotations.NullMarked;
