/** Tests of the live view: its view. */
@NullMarked
package io.ssi.tools.top.view;

import org.jspecify.annotations.NullMarked;
