/** Tests of containers: what a keeper promises, held by the fake one and by the real one. */
@NullMarked
package io.ssi.linux.container;

import org.jspecify.annotations.NullMarked;
