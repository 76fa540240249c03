package io.ssi.migration;

import java.time.Duration;

/**
 * How long a migration took to reach a phase from the one before.
 *
 * @param phase the phase reached
 * @param duration the time since the phase before
 */
public record PhaseTime(MigrationPhase phase, Duration duration) {}
