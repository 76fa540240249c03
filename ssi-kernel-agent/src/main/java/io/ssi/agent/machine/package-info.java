/**
 * The machine that a verb runs on, outside any virtual node: its programs, its processes, and
 * waiting for it to change.
 *
 * <p>{@link io.ssi.agent.machine.HostCommand} runs a program and turns failure into an error;
 * {@link io.ssi.agent.machine.MachineProcesses} finds and ends processes by identity, never by
 * number alone; {@link io.ssi.agent.machine.Waiting} waits for a condition with a bound. All
 * methods may be called from any thread and block.
 */
@NullMarked
package io.ssi.agent.machine;

import org.jspecify.annotations.NullMarked;
