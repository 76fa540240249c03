package io.ssi.agent.service;

import io.ssi.membership.NodeId;
import io.ssi.memory.ClusterFigures;
import io.ssi.memory.ClusterFile;
import io.ssi.memory.ClusterFileName;
import io.ssi.migration.ClusterNodes;
import io.ssi.tools.service.ClusterFiles;
import io.ssi.tools.service.ProcFile;
import io.ssi.tools.service.ProcessListing;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The cluster's {@code /proc} files, by global-memory. */
final class FigureFiles implements ClusterFiles {
  private final ClusterFigures figures;
  private final ClusterNodes nodes;
  private final Supplier<List<NodeId>> online;

  FigureFiles(ClusterFigures figures, ClusterNodes nodes, Supplier<List<NodeId>> online) {
    this.figures = figures;
    this.nodes = nodes;
    this.online = online;
  }

  @Override
  public FileText read(ProcFile file, Optional<List<NodeId>> wanted) {
    ClusterFile read = figures.file(ClusterFileName.valueOf(file.name()), wanted.orElseGet(online));
    return new FileText(
        read.text(),
        read.nodes().stream()
            .map(each ->
                new ProcessListing.Source(
                    nodes.named(each.node()).name(),
                    each.age().orElse(Duration.ZERO),
                    each.error()))
            .toList());
  }
}
