package io.ssi.linux.procfs;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code /proc/sys/kernel/osrelease}, what {@code uname -r} prints.
 *
 * @param text the release, such as {@code 6.12.9-amd64}
 * @param major its first number
 * @param minor its second number
 */
public record KernelRelease(String text, int major, int minor) {

  private static final String FILE = "/proc/sys/kernel/osrelease";
  private static final Pattern FORM = Pattern.compile("([0-9]{1,4})\\.([0-9]{1,4})[^\n]*");

  /**
   * Parses the file.
   *
   * @param bytes the whole file
   * @return its value
   * @throws CorruptProcFileException if it is not one line that begins with two numbers
   */
  public static KernelRelease parse(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    if (!text.endsWith("\n")) {
      throw new CorruptProcFileException(FILE, "the line has no end", text);
    }
    String line = text.substring(0, text.length() - 1);
    Matcher matcher = FORM.matcher(line);
    if (!matcher.matches()) {
      throw new CorruptProcFileException(FILE, "not a release", line);
    }
    return new KernelRelease(
        line, Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
  }

  /**
   * Compares with the release that brought a feature.
   *
   * @param wantedMajor first number
   * @param wantedMinor second number
   * @return true if this kernel is that one or a later one
   */
  public boolean isAtLeast(int wantedMajor, int wantedMinor) {
    return major > wantedMajor || (major == wantedMajor && minor >= wantedMinor);
  }
}
