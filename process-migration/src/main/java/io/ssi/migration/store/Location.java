package io.ssi.migration.store;

/**
 * Where a page lies on this node.
 *
 * @param pack the number of its pack
 * @param entry its number in there
 */
record Location(int pack, int entry) {}
