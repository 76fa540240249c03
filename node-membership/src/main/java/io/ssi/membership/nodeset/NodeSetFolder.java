package io.ssi.membership.nodeset;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes names with a number in them as ranges. */
final class NodeSetFolder {
  private static final Pattern NUMBERED = Pattern.compile("(.*?)([0-9]{1,9})([^0-9]*)");

  /** Names that differ in their number only; a width is set where numbers are padded. */
  private record Family(String prefix, int width, String suffix) {
    static final Comparator<Family> ORDER =
        Comparator.comparing(Family::prefix)
            .thenComparing(Family::suffix)
            .thenComparingInt(Family::width);
  }

  private NodeSetFolder() {}

  static String fold(Collection<String> names) {
    NavigableMap<Family, NavigableSet<Integer>> families = new TreeMap<>(Family.ORDER);
    TreeSet<String> plain = new TreeSet<>();
    for (String name : names) {
      Matcher matcher = NUMBERED.matcher(name);
      if (matcher.matches() && !matcher.group(1).isEmpty()) {
        String digits = matcher.group(2);
        boolean padded = digits.length() > 1 && digits.charAt(0) == '0';
        families
            .computeIfAbsent(
                new Family(matcher.group(1), padded ? digits.length() : 0, matcher.group(3)),
                family -> new TreeSet<>())
            .add(Integer.parseInt(digits));
      } else {
        plain.add(name);
      }
    }
    adoptByWidth(families);
    List<String> parts = new ArrayList<>();
    families.forEach((family, numbers) -> parts.add(write(family, numbers)));
    parts.addAll(plain);
    return String.join(",", parts);
  }

  /** Where 09 is padded to two digits, 10 belongs to it. */
  private static void adoptByWidth(NavigableMap<Family, NavigableSet<Integer>> families) {
    families.forEach((family, numbers) -> {
      NavigableSet<Integer> plain = families.get(new Family(family.prefix(), 0, family.suffix()));
      if (family.width() > 0 && plain != null) {
        TreeSet<Integer> same = new TreeSet<>(plain);
        same.removeIf(number -> Integer.toString(number).length() != family.width());
        numbers.addAll(same);
        plain.removeAll(same);
      }
    });
    families.values().removeIf(NavigableSet::isEmpty);
  }

  private static String write(Family family, NavigableSet<Integer> numbers) {
    String ranges = ranges(numbers, family.width());
    String middle = numbers.size() == 1 ? ranges : "[" + ranges + "]";
    return family.prefix() + middle + family.suffix();
  }

  static String ranges(NavigableSet<Integer> numbers, int width) {
    List<String> parts = new ArrayList<>();
    Integer first = null;
    Integer last = null;
    for (Integer number : numbers) {
      if (first == null || last == null) {
        first = number;
      } else if (number != last + 1) {
        parts.add(range(first, last, width));
        first = number;
      }
      last = number;
    }
    if (first != null && last != null) {
      parts.add(range(first, last, width));
    }
    return String.join(",", parts);
  }

  private static String range(int first, int last, int width) {
    String from = pad(first, width);
    return first == last ? from : from + "-" + pad(last, width);
  }

  private static String pad(int number, int width) {
    String digits = Integer.toString(number);
    return "0".repeat(Math.max(0, width - digits.length())) + digits;
  }
}
