package io.ssi.linux.procfs;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * {@code /proc/sys/kernel/random/boot_id}, see {@code random(4)}: one value from a machine's boot
 * to its next, the same in all its containers and virtual nodes.
 *
 * @param id the value
 */
public record BootIdFile(UUID id) {

  private static final String FILE = "/proc/sys/kernel/random/boot_id";
  private static final String FORM = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\n";

  /**
   * Parses the file.
   *
   * @param bytes the whole file
   * @return its value
   * @throws CorruptProcFileException if it is not one line with a UUID
   */
  public static BootIdFile parse(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    if (!text.matches(FORM)) {
      throw new CorruptProcFileException(FILE, "not a UUID", text);
    }
    return new BootIdFile(UUID.fromString(text.strip()));
  }
}
