/**
 * The files of {@code /proc}: one class per file, each with a {@code parse} that takes bytes and
 * either returns a value or throws {@link io.ssi.linux.procfs.CorruptProcFileException}; reading is
 * done by {@link io.ssi.linux.procfs.ProcFs} alone, so that every parser can be fed by a test.
 *
 * <p>A process that is not there, or that ends while one of its files is read, is an empty {@link
 * java.util.Optional}. A file that the kernel does not let us read is a {@link
 * io.ssi.linux.procfs.UnreadableProcFileException}.
 *
 * <p>Reading order: {@link io.ssi.linux.procfs.ProcFs}, {@link io.ssi.linux.procfs.StatFile},
 * {@link io.ssi.linux.procfs.StatusFile}, {@link io.ssi.linux.procfs.ProcessTable} for all
 * processes at once, {@link io.ssi.linux.procfs.MeminfoFile} for the machine. All values are
 * immutable; {@code ProcFs} may be used by any thread. Formats are those of {@code proc(5)} on
 * x86-64, kernel 5.10 and later.
 */
@NullMarked
package io.ssi.linux.procfs;

import org.jspecify.annotations.NullMarked;
