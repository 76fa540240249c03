/**
 * What the verbs ask of this agent, answered by the modules: one class per port of {@code
 * io.ssi.tools.service}. Translates words and errors, decides nothing.
 */
@NullMarked
package io.ssi.agent.service;

import org.jspecify.annotations.NullMarked;
