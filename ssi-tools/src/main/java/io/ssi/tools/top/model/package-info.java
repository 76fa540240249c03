/**
 * What {@code ssi top} knows: a look at the cluster, what two looks say about the time between
 * them, and what the person wants to see of it. No terminal, no clock, no thread.
 */
@NullMarked
package io.ssi.tools.top.model;

import org.jspecify.annotations.NullMarked;
