package io.ssi.memory.wire;

import io.ssi.linux.procfs.CpuTimes;
import io.ssi.linux.procfs.MachineStatFile;
import io.ssi.memory.wire.MemoryProto.FiguresResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes and reads {@code /proc/stat}. */
final class StatMapper {
  private StatMapper() {}

  static FiguresResponse.Stat encode(MachineStatFile file) {
    FiguresResponse.Stat.Builder stat =
        FiguresResponse.Stat.newBuilder()
            .setTotal(times(file.total()))
            .addAllInterrupts(file.interrupts())
            .setContextSwitches(file.contextSwitches())
            .setBootTimeSeconds(file.bootTime())
            .setForks(file.forks())
            .setRunning(file.running())
            .setBlocked(file.blocked())
            .addAllSoftInterrupts(file.softInterrupts());
    file.processors()
        .forEach((number, times) ->
            stat.addProcessors(
                FiguresResponse.Processor.newBuilder().setNumber(number).setTimes(times(times))));
    return stat.build();
  }

  static MachineStatFile decode(FiguresResponse.Stat stat) {
    Map<Integer, CpuTimes> processors = new TreeMap<>();
    for (FiguresResponse.Processor processor : stat.getProcessorsList()) {
      if (processors.put(processor.getNumber(), times(processor.getTimes())) != null) {
        throw new IllegalArgumentException("a processor that comes twice");
      }
    }
    return new MachineStatFile(
        times(stat.getTotal()),
        processors,
        counts(stat.getInterruptsList()),
        FiguresMapper.count(stat.getContextSwitches()),
        FiguresMapper.count(stat.getBootTimeSeconds()),
        FiguresMapper.count(stat.getForks()),
        FiguresMapper.count(stat.getRunning()),
        FiguresMapper.count(stat.getBlocked()),
        counts(stat.getSoftInterruptsList()));
  }

  private static FiguresResponse.CpuTimes times(CpuTimes times) {
    return FiguresResponse.CpuTimes.newBuilder().addAllTicks(times.ticks()).build();
  }

  private static CpuTimes times(FiguresResponse.CpuTimes times) {
    return new CpuTimes(counts(times.getTicksList()));
  }

  private static List<Long> counts(List<Long> values) {
    return values.stream().map(FiguresMapper::count).toList();
  }
}
