/**
 * Images as files: which names are allowed, their hashes, the manifest that says what belongs to
 * one, and how they travel.
 *
 * <p>An image is memory and registers of programs: whoever can change one can run code as their
 * owner. So names from outside are checked against a list, every file has a hash, and the manifest
 * carries a seal made with the cluster's key.
 */
@NullMarked
package io.ssi.migration.image;

import org.jspecify.annotations.NullMarked;
