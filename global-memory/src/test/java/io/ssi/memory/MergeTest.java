package io.ssi.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssi.linux.procfs.CpuTimes;
import io.ssi.linux.procfs.CpuinfoFile;
import io.ssi.linux.procfs.MeminfoFile;
import io.ssi.linux.testing.SeededRuns;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class MergeTest {

  @Test
  void oneMachineAloneStaysAsItIs() {
    SeededRuns.repeat(
        100,
        random -> {
          NodeFigures node = SampleFigures.machine(random);
          List<NodeFigures> alone = List.of(node);
          assertThat(ClusterMeminfo.merge(alone)).isEqualTo(node.meminfo());
          assertThat(ClusterStat.merge(alone)).isEqualTo(node.stat());
          assertThat(ClusterLoadavg.merge(alone)).isEqualTo(node.loadavg());
          assertThat(ClusterUptime.merge(alone)).isEqualTo(node.uptime());
          assertThat(ClusterCpuinfo.merge(alone)).isEqualTo(node.cpuinfo());
        });
  }

  @Test
  void mergingInTwoStepsIsMergingAtOnce() {
    SeededRuns.repeat(
        200,
        random -> {
          List<NodeFigures> some = machines(random);
          List<NodeFigures> others = machines(random);
          List<NodeFigures> all = new ArrayList<>(some);
          all.addAll(others);
          List<NodeFigures> steps =
              List.of(asOneMachine(some, random), asOneMachine(others, random));

          assertThat(ClusterMeminfo.merge(steps)).isEqualTo(ClusterMeminfo.merge(all));
          assertThat(ClusterStat.merge(steps)).isEqualTo(ClusterStat.merge(all));
          assertThat(ClusterLoadavg.merge(steps)).isEqualTo(ClusterLoadavg.merge(all));
          assertThat(ClusterUptime.merge(steps)).isEqualTo(ClusterUptime.merge(all));
          assertThat(ClusterCpuinfo.merge(steps)).isEqualTo(ClusterCpuinfo.merge(all));
        });
  }

  private static List<NodeFigures> machines(RandomGenerator random) {
    List<NodeFigures> nodes = new ArrayList<>();
    for (int i = random.nextInt(1, 5); i > 0; i--) {
      nodes.add(SampleFigures.machine(random));
    }
    return nodes;
  }

  private static NodeFigures asOneMachine(List<NodeFigures> nodes, RandomGenerator random) {
    return new NodeFigures(
        SampleFigures.TAKEN,
        new io.ssi.linux.procfs.BootIdFile(new UUID(random.nextLong(), random.nextLong())),
        "merged",
        0,
        ClusterMeminfo.merge(nodes),
        ClusterStat.merge(nodes),
        ClusterLoadavg.merge(nodes),
        ClusterUptime.merge(nodes),
        ClusterCpuinfo.merge(nodes));
  }

  @Test
  void nodesOfOneKernelCountItOnceAndTheirSharesTogether() {
    Random random = new Random(1);
    NodeFigures first = SampleFigures.machine(random);
    NodeFigures second = sharing(first, 1);
    NodeFigures third = sharing(first, 2);

    MeminfoFile merged = ClusterMeminfo.merge(List.of(first, second, third));

    long memory = first.meminfo().value("MemTotal").orElseThrow();
    assertThat(merged.value("MemTotal")).hasValue(3 * memory + 3);
    assertThat(merged.value("Slab")).isEqualTo(third.meminfo().value("Slab"));
    assertThat(merged.value("Hugepagesize"))
        .hasValue(first.meminfo().value("Hugepagesize").orElseThrow() + 2);
    assertThat(ClusterCpuinfo.merge(List.of(first, second, third))).isEqualTo(first.cpuinfo());
    assertThat(ClusterStat.merge(List.of(first, second, third)).processors())
        .hasSameSizeAs(first.stat().processors());
    assertThat(ClusterStat.merge(List.of(first, second, third)).contextSwitches())
        .isEqualTo(first.stat().contextSwitches());
  }

  /** Another node of the same kernel that looked later and saw each field of meminfo larger. */
  private static NodeFigures sharing(NodeFigures node, int later) {
    NodeFigures other =
        SampleFigures.withMeminfo(
            node,
            new MeminfoFile(
                node.meminfo().fields().stream()
                    .map(field -> field.withValue(field.value() + later))
                    .toList()));
    return new NodeFigures(
        node.taken().plusSeconds(later),
        other.bootId(),
        other.kernelRelease(),
        other.processes(),
        other.meminfo(),
        other.stat(),
        other.loadavg(),
        other.uptime(),
        other.cpuinfo());
  }

  @Test
  void usedTimeOfSharesAddsUpWithinTheTimeThatThereWas() {
    SeededRuns.repeat(
        200,
        random -> {
          long capacity = random.nextInt(1_000_000, 2_000_000);
          int nodes = random.nextInt(2, 10);
          List<CpuTimes> shares = new ArrayList<>();
          long user = 0;
          for (int i = 0; i < nodes; i++) {
            long used = random.nextLong(capacity / nodes);
            shares.add(CpuTimes.of(used, 0, capacity - used));
            user += used;
          }

          CpuTimes merged = ProcessorTime.mergeShares(shares);

          assertThat(merged.user()).isEqualTo(user);
          assertThat(ProcessorTime.capacity(merged)).isEqualTo(capacity);
        });
  }

  @Test
  void fieldsThatOnlySomeKernelsHaveKeepTheirPlace() {
    NodeFigures one = SampleFigures.machine(new Random(1));
    NodeFigures old = SampleFigures.withMeminfo(one, meminfo("MemTotal", "Slab", "Percpu"));
    NodeFigures young =
        SampleFigures.withMeminfo(
            SampleFigures.machine(new Random(2)),
            meminfo("Zero", "MemTotal", "Zswap", "Slab", "Last"));

    assertThat(ClusterMeminfo.merge(List.of(old, young)).fields())
        .extracting(MeminfoFile.Field::name)
        .containsExactly("Zero", "MemTotal", "Zswap", "Slab", "Last", "Percpu");
    assertThat(ClusterMeminfo.merge(List.of(old, young)).value("MemTotal")).hasValue(10);
    assertThat(ClusterMeminfo.merge(List.of(old, young)).value("Zswap")).hasValue(5);
  }

  private static MeminfoFile meminfo(String... names) {
    List<MeminfoFile.Field> fields = new ArrayList<>();
    for (String name : names) {
      fields.add(new MeminfoFile.Field(name, 5, true));
    }
    return new MeminfoFile(fields);
  }

  @Test
  void processorsAndSocketsOfSeveralMachinesAreNumberedOn() {
    NodeFigures one = withCpus(new Random(1), 2);
    NodeFigures other = withCpus(new Random(2), 3);

    CpuinfoFile merged = ClusterCpuinfo.merge(List.of(one, other));

    assertThat(merged.processors())
        .extracting(cpu -> cpu.value("processor").orElseThrow())
        .containsExactly("0", "1", "2", "3", "4");
    assertThat(merged.processors())
        .extracting(cpu -> cpu.value("physical id").orElseThrow())
        .containsExactly("0", "0", "1", "1", "1");
    assertThat(merged.format()).startsWith("processor\t: 0\nmodel name\t: Sample\n");
  }

  private static NodeFigures withCpus(RandomGenerator random, int count) {
    NodeFigures node = SampleFigures.machine(random);
    List<CpuinfoFile.Processor> cpus = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      cpus.add(SampleFigures.processor(i, 0));
    }
    return new NodeFigures(
        node.taken(),
        node.bootId(),
        node.kernelRelease(),
        node.processes(),
        node.meminfo(),
        node.stat(),
        node.loadavg(),
        node.uptime(),
        new CpuinfoFile(cpus));
  }

  @Test
  void noNodesGiveNoText() {
    for (ClusterFileName name : ClusterFileName.values()) {
      assertThat(name.merge(List.of())).isEmpty();
      assertThat(ClusterFileName.of("/proc/" + name.file())).contains(name);
    }
    assertThat(ClusterFileName.of("mounts")).isEmpty();
  }
}
