package io.ssi.pid.log;

import java.nio.file.Path;

/**
 * A segment of a log that this node has.
 *
 * @param file where
 * @param isFinished whether it was finished by its application's leaving; the segment that an
 *     application wrote until it ended is complete without being finished
 */
public record Segment(Path file, boolean isFinished) {}
