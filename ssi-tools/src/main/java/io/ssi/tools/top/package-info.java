/**
 * {@code ssi top}: the cluster live in the terminal.
 *
 * <p>Reading order: {@link io.ssi.tools.top.TopLoop} asks, shows and takes keys in turn; {@link
 * io.ssi.tools.top.Dialog} is what keys do; {@code model} makes a picture of what the nodes
 * answered; {@code view} makes lines of the picture; {@code screen} is the terminal as these see
 * it, and {@code jline} the only package that knows the library behind it. Without a terminal
 * {@link io.ssi.tools.top.BatchTop} writes plain text or JSON.
 */
@NullMarked
package io.ssi.tools.top;

import org.jspecify.annotations.NullMarked;
