package io.ssi.tools.service;

/**
 * What comes along with every request that changes something or takes time.
 *
 * @param caller who asks
 * @param cancellation when to stop
 * @param progress what to tell meanwhile
 */
public record VerbCall(Caller caller, Cancellation cancellation, Progress progress) {}
