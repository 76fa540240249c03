package io.ssi.tools.service;

import java.time.InstantSource;
import java.util.concurrent.ThreadFactory;
import java.util.function.LongSupplier;

/**
 * What a command needs that looks again and again.
 *
 * @param threads makes threads for what waits; virtual ones
 * @param nanoClock a clock that only goes forward
 * @param clock what time it is
 */
public record WatchRoom(ThreadFactory threads, LongSupplier nanoClock, InstantSource clock) {}
