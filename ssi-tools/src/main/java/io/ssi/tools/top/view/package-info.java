/** How {@code ssi top} looks: a picture and a wish become lines, and nothing else happens. */
@NullMarked
package io.ssi.tools.top.view;

import org.jspecify.annotations.NullMarked;
