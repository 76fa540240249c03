package io.ssi.migration.wire;

import io.ssi.migration.preflight.FileUse;
import io.ssi.migration.preflight.NodeFacts;
import java.util.Optional;
import java.util.TreeSet;

/** Facts of a preflight, as parts of messages and records. */
final class FactsFormat {

  private FactsFormat() {}

  static FileUseEntry encode(FileUse file) {
    return FileUseEntry.newBuilder()
        .setPath(file.path())
        .setSize(file.size())
        .setMode(file.mode())
        .setInode(file.inode())
        .setAppendOnly(file.appendOnly())
        .setBuildId(file.buildId().orElse(""))
        .build();
  }

  static FileUse decode(FileUseEntry file) {
    return new FileUse(
        file.getPath(),
        file.getSize(),
        file.getMode(),
        file.getInode(),
        file.getAppendOnly(),
        Optional.of(file.getBuildId()).filter(text -> !text.isEmpty()));
  }

  static NodeEntry encode(NodeFacts node) {
    return NodeEntry.newBuilder()
        .setCriuVersion(node.criuVersion())
        .setKernelRelease(node.kernelRelease())
        .addAllCpuFlags(node.cpuFlags())
        .setAvailableBytes(node.availableBytes())
        .setArrivalBytes(node.arrivalBytes())
        .setCheckpointBytes(node.checkpointBytes())
        .build();
  }

  static NodeFacts decode(NodeEntry node) {
    return new NodeFacts(
        node.getCriuVersion(),
        node.getKernelRelease(),
        new TreeSet<>(node.getCpuFlagsList()),
        node.getAvailableBytes(),
        node.getArrivalBytes(),
        node.getCheckpointBytes());
  }
}
