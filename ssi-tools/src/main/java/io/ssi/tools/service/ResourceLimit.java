package io.ssi.tools.service;

/**
 * A limit of getrlimit(2).
 *
 * @param resource the number of the RLIMIT_ constant, as x86-64 and arm64 have them
 * @param soft the limit; -1 for RLIM_INFINITY
 * @param hard what it can be raised to; -1 for RLIM_INFINITY
 */
public record ResourceLimit(int resource, long soft, long hard) {}
