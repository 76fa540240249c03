/**
 * A terminal as {@code ssi top} sees it: lines to show, keys that come back. What keys are made of
 * and how lines get on the glass is up to whoever implements {@link
 * io.ssi.tools.top.screen.Screen}.
 */
@NullMarked
package io.ssi.tools.top.screen;

import org.jspecify.annotations.NullMarked;
