/**
 * The verbs that a person types, and how their results look.
 *
 * <p>Reading order: {@link io.ssi.tools.VerbRunner} runs a command line; {@link
 * io.ssi.tools.SsiCommand} holds the options of every verb; {@code command} has one class per verb;
 * {@code service} has the ports through which verbs reach the cluster; {@code verb} is the frame a
 * verb runs in; {@code output} writes tables and JSON.
 */
@NullMarked
package io.ssi.tools;

import org.jspecify.annotations.NullMarked;
