package io.ssi.tools.service;

import java.util.concurrent.ThreadFactory;

/**
 * What commands of one agent share that run many programs.
 *
 * @param threads makes threads for what waits; virtual ones
 * @param gathered bytes of output that may be kept for all of them together
 */
public record ManyRoom(ThreadFactory threads, Budget gathered) {}
