/**
 * What an agent is told before it starts: one file of {@code key = value} lines, read once, with
 * all faults of it reported together.
 *
 * <p>{@link io.ssi.agent.config.AgentConfig} is the checked result, {@link
 * io.ssi.agent.config.AgentConfigFile} the form on disk. Everything here is immutable.
 */
@NullMarked
package io.ssi.agent.config;

import org.jspecify.annotations.NullMarked;
