package io.ssi.tools.testing;

import io.ssi.membership.NodeId;
import io.ssi.tools.service.ClusterFiles;
import io.ssi.tools.service.ProcFile;
import io.ssi.tools.service.ProcessListing;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Files with the text that they are given. */
public final class FakeClusterFiles implements ClusterFiles {
  /** The texts. */
  public final Map<ProcFile, String> texts = new EnumMap<>(ProcFile.class);

  /** Where the figures come from. */
  public final List<ProcessListing.Source> sources = new ArrayList<>();

  /** The nodes that were asked for last. */
  public Optional<List<NodeId>> asked = Optional.empty();

  @Override
  public FileText read(ProcFile file, Optional<List<NodeId>> nodes) {
    asked = nodes;
    return new FileText(texts.getOrDefault(file, ""), List.copyOf(sources));
  }
}
