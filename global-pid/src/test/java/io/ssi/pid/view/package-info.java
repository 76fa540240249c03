/** Tests of the process table. */
@NullMarked
package io.ssi.pid.view;

import org.jspecify.annotations.NullMarked;
