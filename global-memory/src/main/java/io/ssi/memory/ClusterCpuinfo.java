package io.ssi.memory;

import io.ssi.linux.procfs.CpuinfoFile;
import io.ssi.linux.procfs.CpuinfoFile.Processor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** {@code /proc/cpuinfo} of several nodes as one. */
public final class ClusterCpuinfo {
  private static final String NUMBER = "processor";
  private static final String SOCKET = "physical id";

  private ClusterCpuinfo() {}

  /**
   * Merges.
   *
   * @param nodes the nodes' figures, at least one
   * @return one file: the processors of the kernels one after the other, sockets numbered so that
   *     those of different machines differ
   */
  public static CpuinfoFile merge(List<NodeFigures> nodes) {
    List<Processor> merged = new ArrayList<>();
    int sockets = 0;
    for (NodeFigures kernel : Kernels.newest(nodes)) {
      int first = sockets;
      for (Processor processor : kernel.cpuinfo().processors()) {
        Processor numbered = processor.with(NUMBER, Integer.toString(merged.size()));
        OptionalInt socket = socket(processor);
        if (socket.isPresent()) {
          int shifted = first + socket.getAsInt();
          sockets = Math.max(sockets, shifted + 1);
          numbered = numbered.with(SOCKET, Integer.toString(shifted));
        }
        merged.add(numbered);
      }
    }
    return new CpuinfoFile(merged);
  }

  private static OptionalInt socket(Processor processor) {
    Optional<String> value = processor.value(SOCKET);
    return value.isPresent() && value.get().matches("[0-9]{1,6}")
        ? OptionalInt.of(Integer.parseInt(value.get()))
        : OptionalInt.empty();
  }
}
