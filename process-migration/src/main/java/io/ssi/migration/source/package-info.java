/**
 * The side of a move that an application leaves: facts about it, its image, its record, its end.
 */
@NullMarked
package io.ssi.migration.source;

import org.jspecify.annotations.NullMarked;
