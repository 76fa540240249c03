/** Moving an application to another node, and bringing it back after its node has died. */
@NullMarked
package io.ssi.migration;

import org.jspecify.annotations.NullMarked;
