/** Tests of the live view: its screen. */
@NullMarked
package io.ssi.tools.top.screen;

import org.jspecify.annotations.NullMarked;
