package io.ssi.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssi.linux.procfs.CpuTimes;
import io.ssi.linux.procfs.MeminfoFile;
import io.ssi.linux.procfs.ProcFs;
import io.ssi.linux.procfs.testing.ProcessFixture;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LocalFiguresTest {
  private static final long MIB = 1 << 20;
  private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);

  @TempDir private Path directory;
  private EmbeddedFixture fixture;

  @BeforeEach
  void copyOfTheMachine() {
    fixture = EmbeddedFixture.create(directory);
    fixture
        .proc()
        .put(ProcessFixture.sleeping(1, "init"))
        .put(ProcessFixture.sleeping(50, "work").withState('R').withThreads(2));
  }

  @ParameterizedTest
  @EnumSource
  void aWholeMachineAloneGivesTheKernelsTextByteForByte(ClusterFileName name) {
    ProcFs procFs = fixture.proc().procFs();

    NodeFigures figures = new LocalFigures(procFs, new NodeShare.WholeMachine(), CLOCK).read();

    assertThat(name.merge(List.of(figures))).isEqualTo(fixture.text(name.file()));
    assertThat(figures.processes()).isEqualTo(2);
  }

  @Test
  void theRunningMachineCanBeRead() {
    ProcFs procFs = new ProcFs(Path.of("/proc"));

    NodeFigures figures = new LocalFigures(procFs, new NodeShare.WholeMachine(), CLOCK).read();

    assertThat(figures.processes()).isPositive();
    assertThat(figures.bootId()).isEqualTo(procFs.bootId());
  }

  @Test
  void memoryOfAShareIsThatOfItsGroup() {
    fixture.account("n1", 512 * MIB, 300 * MIB, 250 * MIB, 0);

    MeminfoFile meminfo = share("n1", 4).meminfo();

    assertThat(meminfo.bytes("MemTotal")).isEqualTo(512 * MIB);
    assertThat(meminfo.bytes("MemFree")).isEqualTo(212 * MIB);
    assertThat(meminfo.bytes("MemAvailable")).isEqualTo(213 * MIB + 7 * 1024);
    assertThat(meminfo.bytes("AnonPages")).isEqualTo(250 * MIB);
    assertThat(meminfo.bytes("Cached")).isEqualTo(8 * MIB);
    assertThat(meminfo.bytes("Buffers")).isZero();
    assertThat(meminfo.bytes("Active")).isEqualTo(6 * 1024);
    assertThat(meminfo.bytes("Inactive")).isEqualTo(4 * 1024);
    assertThat(meminfo.bytes("Unevictable")).isEqualTo(5 * 1024);
    assertThat(meminfo.bytes("Dirty")).isEqualTo(4 * 1024);
    assertThat(meminfo.bytes("Writeback")).isEqualTo(12 * 1024);
    assertThat(meminfo.bytes("Mapped")).isEqualTo(20 * 1024);
    assertThat(meminfo.bytes("Shmem")).isEqualTo(8 * 1024);
    assertThat(meminfo.bytes("AnonHugePages")).isEqualTo(2 * MIB);
    MeminfoFile machine = fixture.proc().procFs().meminfo();
    assertThat(meminfo.value("Slab")).isEqualTo(machine.value("Slab"));
    assertThat(meminfo.fields()).hasSameSizeAs(machine.fields());
  }

  @Test
  void memoryAloneIsTheSameAsWithTheRest() {
    ProcFs procFs = fixture.proc().procFs();
    LocalFigures whole = new LocalFigures(procFs, new NodeShare.WholeMachine(), CLOCK);
    fixture.account("n1", 512 * MIB, 300 * MIB, 250 * MIB, 0);
    LocalFigures part = figures("n1", 4);

    assertThat(whole.meminfo()).isEqualTo(whole.read().meminfo());
    assertThat(part.meminfo()).isEqualTo(part.read().meminfo()).isNotEqualTo(whole.meminfo());
  }

  @Test
  void everyFieldOfAShareIsItsOwnExactlyWhereTheRuleIsTheSum() {
    fixture.account("n1", 77 * MIB, 33 * MIB, 7 * MIB, 0);
    String marked = fixture.text("meminfo").replaceAll(": +[0-9]+", ":        7654321");
    fixture.write("proc/meminfo", marked.replaceFirst("7654321", "9654321"));

    share("n1", 1)
        .meminfo()
        .fields()
        .forEach(field ->
            assertThat(field.value() == 7654321)
                .as(field.name())
                .isEqualTo(FieldRule.ofMeminfo(field.name()) != MergeRule.SUM));
  }

  @Test
  void aShareWithoutALimitIsItsPartOfTheMachine() {
    MeminfoFile meminfo = share("bare", 4).meminfo();

    long machine = fixture.proc().procFs().meminfo().bytes("MemTotal");
    assertThat(meminfo.bytes("MemTotal")).isBetween(machine / 4 - 1024, machine / 4);
    long resident = 2 * 10 * 4096;
    assertThat(meminfo.bytes("MemTotal") - meminfo.bytes("MemFree"))
        .isBetween(resident, resident + 1024);
  }

  @Test
  void processorTimeOfAShareIsThatOfItsGroupAndIdleIsTheRest() {
    fixture.account("n1", 512 * MIB, 0, 0, 3_000_000);

    NodeFigures figures = share("n1", 2);

    CpuTimes machine = fixture.proc().procFs().machineStat().total();
    CpuTimes total = figures.stat().total();
    assertThat(total.user()).isEqualTo(300);
    assertThat(total.system()).isEqualTo(5);
    assertThat(ProcessorTime.capacity(total)).isEqualTo(ProcessorTime.capacity(machine));
    CpuTimes sum =
        figures.stat().processors().values().stream().reduce(CpuTimes.ZERO, CpuTimes::plus);
    assertThat(sum.user()).isEqualTo(300);
    assertThat(sum.system()).isEqualTo(5);
    assertThat(figures.uptime().idle()).isEqualTo(total.idle());
    assertThat(figures.uptime().up()).isEqualTo(fixture.proc().procFs().uptime().up());
  }

  @Test
  void withoutAnAccountTheLivingProcessesCount() {
    fixture.proc().put(ProcessFixture.sleeping(60, "busy").withTicks(70, 30, 5));

    CpuTimes total = share("bare", 2).stat().total();

    assertThat(total.user()).isEqualTo(70);
    assertThat(total.system()).isEqualTo(30);
  }

  @Test
  void loadOfAShareIsThatOfItsTasks() {
    NodeFigures figures = share("n1", 2);

    assertThat(figures.loadavg().running()).isEqualTo(2);
    assertThat(figures.loadavg().tasks()).isEqualTo(3);
    assertThat(figures.loadavg().lastPid()).isEqualTo(50);
    assertThat(figures.loadavg().load1())
        .isEqualTo(LoadAverage.hundredths(LoadAverage.ZERO.next(2).fixed1()));
    assertThat(figures.stat().running()).isEqualTo(2);
    assertThat(figures.processes()).isEqualTo(2);
  }

  private NodeFigures share(String group, int nodes) {
    return figures(group, nodes).read();
  }

  private LocalFigures figures(String group, int nodes) {
    ProcFs procFs = fixture.proc().procFs();
    LoadSampler sampler = new LoadSampler(procFs);
    sampler.sample();
    NodeShare share = new NodeShare.Embedded(fixture.group(group), nodes, sampler);
    return new LocalFigures(procFs, share, CLOCK);
  }
}
