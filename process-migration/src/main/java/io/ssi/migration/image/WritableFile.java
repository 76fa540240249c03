package io.ssi.migration.image;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * A regular file that the application had open for writing when its image was taken.
 *
 * @param path where it is, the same on every node
 * @param length its length in bytes at that time
 * @param modified when it had been written last
 * @param savedAs the file of the image that holds its content, where there is one
 */
public record WritableFile(
    Path path, long length, Instant modified, Optional<ImageFileName> savedAs) {}
