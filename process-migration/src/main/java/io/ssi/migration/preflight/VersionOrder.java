package io.ssi.migration.preflight;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Compares versions of programs and kernels by their numbers, as far as both have them. */
final class VersionOrder {
  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

  private VersionOrder() {}

  /**
   * Whether one version is older than another in its first numbers.
   *
   * @param version such as {@code 6.1.0-18-amd64}
   * @param other such as {@code 6.18.44}
   * @param parts how many numbers count
   * @return true if it is older
   */
  static boolean isOlder(String version, String other, int parts) {
    List<Integer> a = numbers(version);
    List<Integer> b = numbers(other);
    for (int i = 0; i < parts; i++) {
      int left = i < a.size() ? a.get(i) : 0;
      int right = i < b.size() ? b.get(i) : 0;
      if (left != right) {
        return left < right;
      }
    }
    return false;
  }

  private static List<Integer> numbers(String version) {
    List<Integer> numbers = new ArrayList<>();
    Matcher matcher = NUMBER.matcher(version);
    while (matcher.find()) {
      numbers.add(Integer.parseInt(matcher.group()));
    }
    return numbers;
  }
}
