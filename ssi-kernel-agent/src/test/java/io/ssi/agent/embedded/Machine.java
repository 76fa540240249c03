package io.ssi.agent.embedded;

import io.ssi.agent.machine.HostCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a cluster could leave on the machine, as one comparable list. Others who work on the machine
 * at the same time do not show in it: only what has to do with the clusters of a test does.
 */
final class Machine {
  private Machine() {}

  static List<String> traces(String cluster) throws IOException {
    List<String> traces = new ArrayList<>();
    mention(Files.readAllLines(Path.of("/proc/self/mounts")), cluster, "mount ", traces);
    mention(HostCommand.of("ip", "-o", "link").run().lines().toList(), "ssi0", "link ", traces);
    mention(HostCommand.of("ip", "-o", "link").run().lines().toList(), "node1", "link ", traces);
    for (String directory :
        List.of("/run", "/tmp", "/dev/shm", "/var/lib", "/run/ssi", "/var/lib/ssi")) {
      for (String name : names(Path.of(directory))) {
        if (name.contains(cluster)) {
          traces.add("file " + directory + "/" + name);
        }
      }
    }
    for (String process : names(Path.of("/proc"))) {
      if (process.chars().allMatch(Character::isDigit) && mentions(process, cluster)) {
        traces.add("process " + process);
      }
    }
    if (NodeGroup.of(ClusterPlaces.GROUPS.resolve(cluster)).existsAnywhere()) {
      traces.add("control group " + cluster);
    }
    return traces;
  }

  private static void mention(List<String> lines, String word, String kind, List<String> traces) {
    lines.stream().filter(line -> line.contains(word)).forEach(line -> traces.add(kind + line));
  }

  /** By its arguments, or by the control groups that it is in. */
  private static boolean mentions(String process, String cluster) {
    return Stream.of("cmdline", "cgroup")
        .map(file -> Path.of("/proc", process, file))
        .anyMatch(file -> {
          try {
            return Files.readString(file).contains("/" + cluster + "/");
          } catch (IOException e) {
            return false; // The process has ended meanwhile.
          }
        });
  }

  private static List<String> names(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.map(path -> path.getFileName().toString()).toList();
    }
  }
}
