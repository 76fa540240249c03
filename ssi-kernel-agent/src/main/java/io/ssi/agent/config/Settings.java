package io.ssi.agent.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Keys and values of one configuration, and the faults found so far. Used by one thread. */
final class Settings {
  private final Map<String, String> values = new LinkedHashMap<>();
  private final Set<String> known = new HashSet<>();
  private final List<String> faults = new ArrayList<>();

  Settings(String text) {
    int number = 0;
    for (String line : text.split("\n", -1)) {
      number++;
      String content = line.strip();
      if (!content.isEmpty() && !content.startsWith("#")) {
        add(number, content);
      }
    }
  }

  private void add(int number, String content) {
    int equals = content.indexOf('=');
    if (equals < 1) {
      fault("line " + number + " is not key = value");
      return;
    }
    String key = content.substring(0, equals).strip();
    if (values.put(key, content.substring(equals + 1).strip()) != null) {
      fault("line " + number + " sets " + key + " again");
    }
  }

  boolean has(String key) {
    return values.containsKey(key);
  }

  <T> Optional<T> required(String key, Function<String, T> parser) {
    if (!has(key)) {
      fault(key + " is missing");
    }
    return optional(key, parser);
  }

  <T> Optional<T> optional(String key, Function<String, T> parser) {
    known.add(key);
    @Nullable String value = values.get(key);
    if (value == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(parser.apply(value));
    } catch (IllegalArgumentException e) {
      fault(key + ": " + e.getMessage());
      return Optional.empty();
    }
  }

  void fault(String text) {
    faults.add(text);
  }

  void throwIfFaulty(String origin) {
    for (String key : values.keySet()) {
      if (!known.contains(key)) {
        fault("unknown key " + key);
      }
    }
    if (!faults.isEmpty()) {
      throw new ConfigException(origin, faults);
    }
  }
}
