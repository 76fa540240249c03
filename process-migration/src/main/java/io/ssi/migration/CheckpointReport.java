package io.ssi.migration;

import java.time.Duration;

/**
 * What a finished checkpoint is.
 *
 * @param checkpoint the version that now exists
 * @param total from the order until it was whole on its holders
 */
public record CheckpointReport(Checkpoint checkpoint, Duration total) {}
