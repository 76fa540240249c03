/** Direct, authenticated and encrypted streams between two agents, for memory images and logs. */
@NullMarked
package io.ssi.membership.stream;

import org.jspecify.annotations.NullMarked;
