package io.ssi.agent.demo;

import io.ssi.linux.cgroup.ControlGroup;
import io.ssi.linux.cgroup.ControlGroups;
import io.ssi.linux.cgroup.MemoryAccount;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** One meminfo that is the sum of all nodes, and one process table. */
final class MemoryScene implements Scene {
  private static final List<String> ONLINE = List.of("node1", "node2", "node3");
  private static final long MEBIBYTE = 1 << 20;
  private static final long FILLED = 200 * MEBIBYTE;
  // What the nodes themselves use meanwhile.
  private static final long TOLERANCE = 32 * MEBIBYTE;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Override
  public String title() {
    return "One memory, one process table";
  }

  @Override
  public void play(Stage stage) {
    String meminfo = stage.type("ssi", "meminfo");
    long total = Facts.meminfo(meminfo, "MemTotal");
    long sum = ONLINE.stream().mapToLong(node -> limit(stage, node)).sum();
    stage.check(
        "MemTotal is the sum of what the nodes may use",
        Math.abs(total - sum) < MEBIBYTE,
        () -> total + " bytes, not " + sum);
    long free = Facts.meminfo(meminfo, "MemFree");
    long direct =
        ONLINE.stream().mapToLong(node -> limit(stage, node) - account(stage, node).usage()).sum();
    stage.check(
        "MemFree is the sum of what the nodes have left",
        Math.abs(free - direct) < TOLERANCE,
        () -> free + " bytes, not " + direct);

    long before = Facts.meminfo(stage.ask("ssi", "meminfo"), "MemFree");
    stage.type(
        "ssi",
        "run",
        "-d",
        "-w",
        "node2",
        "--name",
        "filler",
        "--",
        "sh",
        "-c",
        "(head -c 200M /dev/zero; exec sleep 1000) | tail -n 1");
    stage.await(
        "a program on node2 that fills 200 MiB makes the cluster's MemFree fall by that",
        PATIENCE,
        () -> {
          long now = Facts.meminfo(stage.ask("ssi", "meminfo"), "MemFree");
          return Math.abs(before - now - FILLED) < TOLERANCE;
        });

    String table = stage.ask("ssi", "ps", "-e");
    stage.type("ssi", "ps");
    stage.check(
        "ssi ps -e shows processes of every node",
        ONLINE.stream().allMatch(table::contains),
        () -> table);
  }

  private static long limit(Stage stage, String node) {
    return account(stage, node)
        .limit()
        .orElseThrow(() -> new DemoFailedException(node + " has no limit of memory"));
  }

  /** The node's own control group, read on the machine and not through the cluster. */
  private static MemoryAccount account(Stage stage, String node) {
    ControlGroup group =
        ControlGroups.detect(Path.of("/proc"))
            .top()
            .child("ssi/" + stage.cluster().places().cluster() + "/" + node);
    return group
        .memory()
        .orElseThrow(() -> new DemoFailedException(node + " has no account of memory"));
  }
}
