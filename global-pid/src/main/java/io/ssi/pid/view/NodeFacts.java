package io.ssi.pid.view;

import java.time.InstantSource;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;

/**
 * What a row of the table shows beside the process itself.
 *
 * @param userNames the name of a user on this node, or the number as text
 * @param memoryBytes the memory that this node may use, for the percentage
 * @param clock the time
 */
public record NodeFacts(
    IntFunction<String> userNames, LongSupplier memoryBytes, InstantSource clock) {}
