package io.ssi.tools.many;

import io.ssi.membership.nodeset.NodeSet;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was gathered of all copies, printed as clush and dshbak print it. Pure. */
final class Gathering {
  private static final String RULE = "---------------\n";

  /**
   * What one copy wrote.
   *
   * @param label its label
   * @param bytes all that it wrote
   */
  record Text(String label, byte[] bytes) {}

  private record Group(List<String> labels, byte[] bytes) {
    String name() {
      return NodeSet.fold(labels);
    }
  }

  private Gathering() {}

  /** Each text once, below the names of all who wrote it; those of most copies first. */
  static byte[] folded(List<Text> texts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Group group : groups(texts)) {
      int size = group.labels().size();
      String header = RULE + group.name() + (size > 1 ? " (" + size + ")" : "") + "\n" + RULE;
      out.writeBytes(header.getBytes(StandardCharsets.UTF_8));
      out.writeBytes(group.bytes());
      if (group.bytes()[group.bytes().length - 1] != '\n') {
        out.write('\n');
      }
    }
    return out.toByteArray();
  }

  /** The same, the names in front of every line. */
  static byte[] foldedLines(List<Text> texts) {
    return inOrder(
        groups(texts).stream().map(group -> new Text(group.name(), group.bytes())).toList());
  }

  /** Every line with the label of its copy, one copy after the other. */
  static byte[] inOrder(List<Text> texts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Text text : texts) {
      LineLabeller lines = new LineLabeller(text.label());
      out.writeBytes(lines.take(text.bytes()));
      out.writeBytes(lines.finish());
    }
    return out.toByteArray();
  }

  private static List<Group> groups(List<Text> texts) {
    Map<ByteBuffer, Group> byText = new LinkedHashMap<>();
    for (Text text : texts) {
      if (text.bytes().length > 0) {
        byText
            .computeIfAbsent(
                ByteBuffer.wrap(text.bytes()), same -> new Group(new ArrayList<>(), text.bytes()))
            .labels()
            .add(text.label());
      }
    }
    // Stable: of groups of the same size, the one that has the first copy.
    return byText.values().stream()
        .sorted(Comparator.comparingInt(group -> -group.labels().size()))
        .toList();
  }
}
