package io.ssi.linux.procfs;

/**
 * The four user or group ids of a process, see {@code credentials(7)}. Ids are unsigned 32-bit
 * numbers in an int.
 *
 * @param real whose process it is
 * @param effective whose rights it uses
 * @param saved to what it may return
 * @param filesystem whose rights it uses for files
 */
public record IdSet(int real, int effective, int saved, int filesystem) {}
