package io.ssi.memory.wire;

import com.google.protobuf.InvalidProtocolBufferException;
import io.ssi.linux.procfs.BootIdFile;
import io.ssi.linux.procfs.LoadavgFile;
import io.ssi.linux.procfs.MeminfoFile;
import io.ssi.linux.procfs.UptimeFile;
import io.ssi.memory.CorruptFiguresException;
import io.ssi.memory.NodeFigures;
import io.ssi.memory.wire.MemoryProto.FiguresResponse;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.UUID;

/** Writes and reads {@link NodeFigures} as the message {@code ssi.memory.v1.FiguresResponse}. */
public final class FiguresMapper {
  private static final int SCHEMA = 1;

  private FiguresMapper() {}

  /**
   * Writes.
   *
   * @param figures a node's figures
   * @return the message
   */
  public static byte[] encode(NodeFigures figures) {
    Instant taken = figures.taken();
    UUID boot = figures.bootId().id();
    FiguresResponse.Builder message =
        FiguresResponse.newBuilder()
            .setSchema(SCHEMA)
            .setTakenSeconds(taken.getEpochSecond())
            .setTakenNanos(taken.getNano())
            .setBootIdHigh(boot.getMostSignificantBits())
            .setBootIdLow(boot.getLeastSignificantBits())
            .setKernelRelease(figures.kernelRelease())
            .setProcesses(figures.processes())
            .setStat(StatMapper.encode(figures.stat()))
            .setLoadavg(loadavg(figures.loadavg()))
            .setUptime(
                FiguresResponse.Uptime.newBuilder()
                    .setUp(figures.uptime().up())
                    .setIdle(figures.uptime().idle()))
            .setCpuinfo(CpuinfoMapper.encode(figures.cpuinfo()));
    for (MeminfoFile.Field field : figures.meminfo().fields()) {
      message.addMeminfo(
          FiguresResponse.MeminfoField.newBuilder()
              .setName(field.name())
              .setValue(field.value())
              .setKibibytes(field.kibibytes()));
    }
    return message.build().toByteArray();
  }

  private static FiguresResponse.Loadavg loadavg(LoadavgFile file) {
    return FiguresResponse.Loadavg.newBuilder()
        .setLoad1(file.load1())
        .setLoad5(file.load5())
        .setLoad15(file.load15())
        .setRunning(file.running())
        .setTasks(file.tasks())
        .setLastPid(file.lastPid())
        .build();
  }

  /**
   * Reads.
   *
   * @param bytes the message
   * @return the figures
   * @throws CorruptFiguresException if it is not such a message, or of a schema that is not known
   */
  public static NodeFigures decode(byte[] bytes) {
    try {
      FiguresResponse message = FiguresResponse.parseFrom(bytes);
      if (message.getSchema() != SCHEMA) {
        throw new IllegalArgumentException("schema " + message.getSchema() + ", not " + SCHEMA);
      }
      if (!message.hasStat()
          || !message.hasLoadavg()
          || !message.hasUptime()
          || !message.hasCpuinfo()) {
        throw new IllegalArgumentException("a file is missing");
      }
      return figures(message);
    } catch (InvalidProtocolBufferException | IllegalArgumentException | DateTimeException e) {
      throw new CorruptFiguresException(String.valueOf(e.getMessage()), e);
    }
  }

  private static NodeFigures figures(FiguresResponse message) {
    FiguresResponse.Loadavg load = message.getLoadavg();
    return new NodeFigures(
        Instant.ofEpochSecond(message.getTakenSeconds(), message.getTakenNanos()),
        new BootIdFile(new UUID(message.getBootIdHigh(), message.getBootIdLow())),
        message.getKernelRelease(),
        count(message.getProcesses()),
        meminfo(message),
        StatMapper.decode(message.getStat()),
        new LoadavgFile(
            count(load.getLoad1()),
            count(load.getLoad5()),
            count(load.getLoad15()),
            count(load.getRunning()),
            count(load.getTasks()),
            count(load.getLastPid())),
        new UptimeFile(count(message.getUptime().getUp()), count(message.getUptime().getIdle())),
        CpuinfoMapper.decode(message.getCpuinfo()));
  }

  // The rest of the module relies on this field to be there.
  private static MeminfoFile meminfo(FiguresResponse message) {
    MeminfoFile file =
        new MeminfoFile(
            message.getMeminfoList().stream()
                .map(field ->
                    new MeminfoFile.Field(
                        field.getName(), count(field.getValue()), field.getKibibytes()))
                .toList());
    if (file.value("MemTotal").isEmpty()) {
      throw new IllegalArgumentException("meminfo has no MemTotal");
    }
    return file;
  }

  static long count(long value) {
    if (value < 0) {
      throw new IllegalArgumentException("a count beyond 63 bits");
    }
    return value;
  }
}
