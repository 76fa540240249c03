package io.ssi.memory.wire;

import io.ssi.linux.procfs.CpuinfoFile;
import io.ssi.linux.procfs.CpuinfoFile.Processor;
import io.ssi.memory.wire.MemoryProto.FiguresResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes and reads {@code /proc/cpuinfo}: each different line once, and numbers of lines. */
final class CpuinfoMapper {
  private CpuinfoMapper() {}

  static FiguresResponse.Cpuinfo encode(CpuinfoFile file) {
    Map<String, Integer> numbers = new LinkedHashMap<>();
    FiguresResponse.Cpuinfo.Builder cpuinfo = FiguresResponse.Cpuinfo.newBuilder();
    for (Processor processor : file.processors()) {
      FiguresResponse.LineNumbers.Builder lines = FiguresResponse.LineNumbers.newBuilder();
      for (String line : processor.lines()) {
        Integer next = numbers.size();
        Integer known = numbers.putIfAbsent(line, next);
        lines.addLines(known == null ? next : known);
      }
      cpuinfo.addProcessors(lines);
    }
    return cpuinfo.addAllLines(numbers.keySet()).build();
  }

  static CpuinfoFile decode(FiguresResponse.Cpuinfo cpuinfo) {
    List<String> lines = cpuinfo.getLinesList();
    return new CpuinfoFile(
        cpuinfo.getProcessorsList().stream()
            .map(processor ->
                new Processor(
                    processor.getLinesList().stream().map(number -> line(lines, number)).toList()))
            .toList());
  }

  private static String line(List<String> lines, int number) {
    if (number < 0 || number >= lines.size()) {
      throw new IllegalArgumentException("cpuinfo has no line " + number);
    }
    return lines.get(number);
  }
}
