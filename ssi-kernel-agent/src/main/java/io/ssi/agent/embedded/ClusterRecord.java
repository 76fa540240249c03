package io.ssi.agent.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What {@code ssi up} wrote down about a cluster: one line {@code NODES SPARE BOOT-ID}.
 *
 * @param shape how many nodes it has
 * @param boot the boot of the machine that it was started in
 */
record ClusterRecord(ClusterShape shape, String boot) {

  /** The record of a cluster that was started and not ended, whatever has become of it since. */
  static Optional<ClusterRecord> read(ClusterPlaces places) throws IOException {
    Path file = places.shape();
    try {
      List<String> words = List.of(Files.readString(file).strip().split(" ", -1));
      if (words.size() != 3) {
        throw new EmbeddedException(file + " is damaged; run ssi down, then ssi up");
      }
      var shape = new ClusterShape(Integer.parseInt(words.get(0)), Integer.parseInt(words.get(1)));
      return Optional.of(new ClusterRecord(shape, words.get(2)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      throw new EmbeddedException(file + " is damaged; run ssi down, then ssi up", e);
    }
  }

  void write(ClusterPlaces places) throws IOException {
    Files.writeString(places.shape(), shape.nodes() + " " + shape.spare() + " " + boot + "\n");
  }
}
