/**
 * How versions lie on the disk of a holder: as pages, each stored once.
 *
 * <p>Files of an image are cut into pages of 4 KiB, each named by its SHA-256. Pages that no {@link
 * io.ssi.migration.store.Pack} of the application has yet go into new packs, compressed in blocks
 * of sixteen; a recipe ({@link io.ssi.migration.store.RecipeWriter}) says which page of which pack
 * stands where. What a file is, is said without packs: by the hash over the hashes of its pages
 * ({@link io.ssi.migration.store.TreeHash}), in the sealed manifest. So each holder may arrange its
 * packs as it likes, and nothing that it arranged badly is ever restored.
 *
 * <p>Read {@link io.ssi.migration.store.VersionWriter} and {@link
 * io.ssi.migration.store.VersionReader} first, then {@link io.ssi.migration.store.VersionSender}
 * and {@link io.ssi.migration.store.VersionReceiver}. Nothing here holds more than a few MiB in
 * memory, whatever the size of an image. Each object is for one thread, where it does not say
 * otherwise.
 */
@NullMarked
package io.ssi.migration.store;

import org.jspecify.annotations.NullMarked;
