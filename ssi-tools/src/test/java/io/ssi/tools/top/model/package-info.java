/** Tests of the live view: its model. */
@NullMarked
package io.ssi.tools.top.model;

import org.jspecify.annotations.NullMarked;
