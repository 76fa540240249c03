package io.ssi.memory;

import io.ssi.linux.procfs.BootIdFile;
import io.ssi.linux.procfs.CpuinfoFile;
import io.ssi.linux.procfs.LoadavgFile;
import io.ssi.linux.procfs.MachineStatFile;
import io.ssi.linux.procfs.MeminfoFile;
import io.ssi.linux.procfs.UptimeFile;
import java.time.Instant;

/**
 * What one node contributes to the cluster's files. Of a node that shares its kernel with others,
 * the files hold the node's share where {@link FieldRule} says so, else what the kernel as a whole
 * says.
 *
 * @param taken when, by the node's own clock
 * @param bootId names the kernel: nodes with the same one share it
 * @param kernelRelease the kernel's release
 * @param processes how many processes the node has
 * @param meminfo its memory
 * @param stat its processor times and counters
 * @param loadavg its load
 * @param uptime how long its kernel has been running
 * @param cpuinfo its processors
 */
public record NodeFigures(
    Instant taken,
    BootIdFile bootId,
    String kernelRelease,
    long processes,
    MeminfoFile meminfo,
    MachineStatFile stat,
    LoadavgFile loadavg,
    UptimeFile uptime,
    CpuinfoFile cpuinfo) {}
