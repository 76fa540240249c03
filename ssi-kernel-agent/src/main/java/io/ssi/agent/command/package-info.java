/**
 * The verbs that need no running agent, one class each: {@code up}, {@code down}, {@code doctor},
 * {@code agent}. They run in a JVM of their own, in the same frame as all other verbs.
 *
 * <p>{@link io.ssi.agent.command.LocalVerbs} adds them to the catalog; {@link
 * io.ssi.agent.command.LocalProcess} is the caller where no socket stands between.
 */
@NullMarked
package io.ssi.agent.command;

import org.jspecify.annotations.NullMarked;
