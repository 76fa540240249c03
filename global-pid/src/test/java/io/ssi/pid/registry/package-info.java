/** Tests of the registry. */
@NullMarked
package io.ssi.pid.registry;

import org.jspecify.annotations.NullMarked;
