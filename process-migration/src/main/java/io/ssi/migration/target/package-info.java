/** The side of a move that an application goes to: room for it, its pages, its processes. */
@NullMarked
package io.ssi.migration.target;

import org.jspecify.annotations.NullMarked;
