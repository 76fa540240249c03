package io.ssi.linux.criu;

/**
 * What CRIU and this kernel can do together; asked, never assumed.
 *
 * @param memoryTracking soft-dirty tracking: without it there is no pre-dump
 * @param lazyPages userfaultfd: pages that come after the process runs
 * @param pidfdStore detection of reused pids between two pre-dumps
 */
public record CriuFeatures(boolean memoryTracking, boolean lazyPages, boolean pidfdStore) {}
