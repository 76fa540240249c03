package io.ssi.migration.preflight;

import java.util.List;

/**
 * What an image needs of the node on which it is restored; said in the manifest of each checkpoint.
 *
 * @param files that must be there
 * @param memoryBytes that its processes fill
 * @param origin the node on which it was taken
 */
public record ImageNeeds(List<NeededFile> files, long memoryBytes, NodeFacts origin) {

  /** Takes a copy of the list. */
  public ImageNeeds {
    files = List.copyOf(files);
  }
}
