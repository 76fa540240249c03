package io.ssi.linux.criu.image;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A file that must be there, and the same, where the image is restored.
 *
 * @param path absolute
 * @param size that it must have; absent where CRIU does not compare: directories, devices, files
 *     that are only appended to
 * @param mode type and permissions that it must have, as in inode(7); absent if CRIU did not note
 *     it
 * @param buildId that a program or library must have, as hexadecimal digits
 * @param mayGrow whether another size is accepted because it is only appended to
 * @param uses what it is needed for
 */
public record RequiredFile(
    String path,
    OptionalLong size,
    OptionalInt mode,
    Optional<String> buildId,
    boolean mayGrow,
    Set<Use> uses) {

  /** What a file is needed for. */
  public enum Use {
    /** Open for reading. */
    READ,
    /** Open for writing, or mapped so that writes reach it. */
    WRITE,
    /** Mapped into memory. */
    MAPPED,
    /** The program that a process runs. */
    PROGRAM,
    /** Somebody's working or root directory. */
    DIRECTORY
  }

  /** Copies the set. */
  public RequiredFile {
    uses = Set.copyOf(uses);
  }
}
