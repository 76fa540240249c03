/**
 * What every verb is given and what it gives back: the frame in which a verb runs.
 *
 * <p>A {@link io.ssi.tools.verb.Verb} runs once, on one thread, in a {@link
 * io.ssi.tools.verb.VerbContext}, and ends with an {@link io.ssi.tools.verb.ExitStatus} or an
 * exception that {@link io.ssi.tools.verb.ErrorTable} turns into one.
 */
@NullMarked
package io.ssi.tools.verb;

import org.jspecify.annotations.NullMarked;
