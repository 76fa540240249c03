/**
 * What every Unix has and the JDK lacks, over jnr-posix: signals to a process by its number, users
 * and groups. Nothing else of the program touches jnr.
 */
@NullMarked
package io.ssi.linux.posix;

import org.jspecify.annotations.NullMarked;
