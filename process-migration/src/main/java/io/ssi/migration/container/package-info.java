/**
 * What a move needs of the containers of this node: a port, so that the phases can be shown without
 * one.
 */
@NullMarked
package io.ssi.migration.container;

import org.jspecify.annotations.NullMarked;
