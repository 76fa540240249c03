/**
 * The verbs that need no running agent, one class each: {@code agent}, {@code up}, {@code down},
 * {@code doctor}, {@code version}, {@code help}.
 *
 * <p>{@link io.ssi.agent.command.LocalVerbs} reads the command line and turns errors into one line
 * and an exit status; a verb gets all that is outside the JVM by {@link
 * io.ssi.agent.command.Surroundings}.
 */
@NullMarked
package io.ssi.agent.command;

import org.jspecify.annotations.NullMarked;
