package io.ssi.tests.scenario;

import io.ssi.linux.LocalPid;
import io.ssi.linux.procfs.ProcFs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a node of a cluster holds of its machine.
 *
 * @param processes that live in it
 * @param descriptors that its agent and its keepers have open
 * @param mounts in its file system
 * @param files in its state directory and in its memory
 * @param heapKib what the agent's objects take after all garbage was collected
 */
record Footprint(long processes, long descriptors, long mounts, long files, long heapKib) {
  // Of the two generations: what follows them is not the heap.
  private static final Pattern USED = Pattern.compile("(?:DefNew|Tenured) .*used (\\d+)K");

  static Footprint of(Cluster cluster, String node) {
    String init = Integer.toString(cluster.embedded().init(node).orElseThrow().pid());
    Path process = Path.of("/proc", init);
    Path root = process.resolve("root");
    // The node's own, which shows what lives in it.
    Path numbers = root.resolve("proc");
    ProcFs proc = new ProcFs(numbers);
    try {
      return new Footprint(
          proc.pids().size(),
          proc.pids().stream()
              .filter(pid -> isOurs(proc, pid))
              .mapToLong(pid -> files(numbers.resolve(pid + "/fd")))
              .sum(),
          Files.readAllLines(process.resolve("mountinfo")).size(),
          files(cluster.embedded().places().state(node))
              + files(root.resolve("run/ssi/images"))
              + files(root.resolve("run/ssi/containers")),
          heap(cluster.embedded().agent(node).orElseThrow().pid()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Agent or keeper. */
  private static boolean isOurs(ProcFs proc, LocalPid pid) {
    return proc.cmdline(pid)
        .filter(line ->
            line.arguments().stream()
                .anyMatch(word -> word.endsWith("/ssi-keeper") || word.endsWith("/ssi-agent.jar")))
        .isPresent();
  }

  private static long files(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long heap(int agent) {
    String jcmd = Path.of(System.getProperty("java.home", ""), "bin", "jcmd").toString();
    String pid = Integer.toString(agent);
    Project.run(List.of(jcmd, pid, "GC.run"), Map.of(), 20).done();
    String said = Project.run(List.of(jcmd, pid, "GC.heap_info"), Map.of(), 20).done();
    Matcher used = USED.matcher(said);
    return used.results().mapToLong(each -> Long.parseLong(each.group(1))).sum();
  }
}
