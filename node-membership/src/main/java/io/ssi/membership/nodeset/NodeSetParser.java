package io.ssi.membership.nodeset;

import io.ssi.membership.NodeId;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads one text; used once. */
final class NodeSetParser {
  private static final Pattern IDS = Pattern.compile("[0-9]+(-[0-9]+(/[0-9]+)?)?");
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]*");
  private static final Pattern RANGE =
      Pattern.compile("([0-9]{1,9})(?:-([0-9]{1,9})(?:/([0-9]{1,9}))?)?");
  private static final int MAX_NAMES = 65_536;

  private final String text;
  private final Map<String, NodeId> known;
  private int position;

  NodeSetParser(String text, Map<String, NodeId> known) {
    this.text = text.strip();
    this.known = known;
  }

  SortedSet<NodeId> parse() {
    SortedSet<NodeId> result = new TreeSet<>(item(token()));
    while (position < text.length()) {
      char operator = operator();
      apply(operator, result, item(token()));
    }
    return result;
  }

  private static void apply(char operator, SortedSet<NodeId> left, Set<NodeId> right) {
    switch (operator) {
      case ',' -> left.addAll(right);
      case '!' -> left.removeAll(right);
      case '&' -> left.retainAll(right);
      case '^' -> {
        for (NodeId node : right) {
          if (!left.remove(node)) {
            left.add(node);
          }
        }
      }
      default -> throw new IllegalStateException("Not an operator: " + operator);
    }
  }

  /** The operator here, white space around it ignored; white space alone is a comma. */
  private char operator() {
    int start = position;
    skipSpace();
    if (position < text.length() && ",!&^".indexOf(text.charAt(position)) >= 0) {
      char operator = text.charAt(position++);
      skipSpace();
      return operator;
    }
    if (position > start) {
      return ',';
    }
    throw malformed("'" + text.charAt(position) + "' is not expected");
  }

  private void skipSpace() {
    while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
      position++;
    }
  }

  /** Everything up to the next operator outside brackets. */
  private String token() {
    int start = position;
    boolean inside = false;
    while (position < text.length()) {
      char c = text.charAt(position);
      if (c == '[' || c == ']') {
        if (inside == (c == '[')) {
          throw malformed("its brackets do not match");
        }
        inside = c == '[';
      } else if (!inside && (",!&^".indexOf(c) >= 0 || Character.isWhitespace(c))) {
        break;
      }
      position++;
    }
    if (inside) {
      throw malformed("a bracket is not closed");
    }
    if (position == start) {
      throw malformed("a node is missing");
    }
    return text.substring(start, position);
  }

  private Set<NodeId> item(String token) {
    if (token.equals("@all") || token.equals("@*")) {
      return new LinkedHashSet<>(known.values());
    }
    if (token.startsWith("@")) {
      throw malformed("there is no group " + token + ", only @all");
    }
    Set<NodeId> nodes = new LinkedHashSet<>();
    if (IDS.matcher(token).matches()) {
      range(token).forEach(number -> nodes.add(byNumber(number)));
      return nodes;
    }
    expand(token).forEach(name -> nodes.add(byName(name)));
    return nodes;
  }

  private NodeId byNumber(String digits) {
    long number = Long.parseLong(digits);
    if (number >= 1 && number <= NodeId.MAX) {
      NodeId node = new NodeId((int) number);
      if (known.containsValue(node)) {
        return node;
      }
    }
    throw unknown("node " + digits);
  }

  private NodeId byName(String name) {
    NodeId node = known.get(name);
    if (node == null) {
      if (!NAME.matcher(name).matches()) {
        throw malformed("'" + name + "' is no name of a node");
      }
      throw unknown("node " + name);
    }
    return node;
  }

  /** The names that a token with any number of brackets stands for. */
  private Collection<String> expand(String token) {
    int open = token.indexOf('[');
    if (open < 0) {
      return Set.of(token);
    }
    int close = token.indexOf(']', open);
    Set<String> names = new LinkedHashSet<>();
    Collection<String> rest = expand(token.substring(close + 1));
    for (String part : token.substring(open + 1, close).split(",", -1)) {
      for (String number : range(part.strip())) {
        for (String end : rest) {
          names.add(token.substring(0, open) + number + end);
          if (names.size() > MAX_NAMES) {
            throw malformed("it has too many names");
          }
        }
      }
    }
    return names;
  }

  /** The numbers of one range, as many digits as its first has where that is padded. */
  private Collection<String> range(String part) {
    Matcher matcher = RANGE.matcher(part);
    if (!matcher.matches()) {
      throw malformed("'" + part + "' is no range of numbers");
    }
    int first = Integer.parseInt(matcher.group(1));
    int last = matcher.group(2) == null ? first : Integer.parseInt(matcher.group(2));
    int step = matcher.group(3) == null ? 1 : Integer.parseInt(matcher.group(3));
    if (last < first || step < 1 || (last - first) / step >= MAX_NAMES) {
      throw malformed("'" + part + "' is no range of numbers");
    }
    boolean padded = matcher.group(1).length() > 1 && matcher.group(1).startsWith("0");
    int width = padded ? matcher.group(1).length() : 1;
    Set<String> numbers = new LinkedHashSet<>();
    for (long number = first; number <= last; number += step) {
      String digits = Long.toString(number);
      numbers.add("0".repeat(Math.max(0, width - digits.length())) + digits);
    }
    return numbers;
  }

  private NodeSetException malformed(String why) {
    return new NodeSetException(
        "Cannot read the node set '" + text + "': " + why + "; write it like node[1-3,7] or 1-3,7",
        false);
  }

  private NodeSetException unknown(String node) {
    String names = NodeSet.fold(known.keySet());
    return new NodeSetException(
        "There is no " + node + " in this cluster; its nodes are " + names, true);
  }
}
