package io.ssi.pid;

import java.time.Duration;
import java.time.Instant;

/**
 * What the kernel forgot about a process when it was restored: its start time and the CPU time that
 * it had used count from zero again.
 *
 * @param pid its pid inside the container
 * @param startedAt when it really started
 * @param cpu what it had used before the restore, user and system together
 */
public record CarriedProcess(int pid, Instant startedAt, Duration cpu) {}
