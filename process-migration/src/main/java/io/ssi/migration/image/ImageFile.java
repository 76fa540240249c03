package io.ssi.migration.image;

/**
 * One file of an image as the manifest knows it.
 *
 * @param name its name
 * @param size in bytes
 * @param hash of its content
 */
public record ImageFile(ImageFileName name, long size, Sha256 hash) {}
