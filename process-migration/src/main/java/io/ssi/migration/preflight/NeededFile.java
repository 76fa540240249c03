package io.ssi.migration.preflight;

/**
 * A file that an image needs where it is restored.
 *
 * @param use what it must be like
 * @param written whether the application could write to it, so that it may have changed since
 * @param saved whether its content is with the image
 */
public record NeededFile(FileUse use, boolean written, boolean saved) {}
