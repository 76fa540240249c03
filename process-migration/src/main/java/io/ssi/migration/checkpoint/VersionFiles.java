package io.ssi.migration.checkpoint;

import io.ssi.migration.CheckpointId;
import io.ssi.migration.store.Durable;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a repository has what.
 *
 * @param root its directory
 */
record VersionFiles(Path root) {
  static final String MANIFEST = "MANIFEST";
  static final String SEAL = "SEAL";
  static final String RECIPE = "RECIPE";
  private static final String PACKS = "packs";
  private static final String PARTIAL = ".partial";
  private static final String DUMP = ".dump";
  private static final String RESTORED = ".restored-";

  Path application(int application) {
    return root.resolve(Integer.toString(application));
  }

  Path packs(int application) {
    return application(application).resolve(PACKS);
  }

  /** A version that is whole. */
  Path version(CheckpointId id) {
    return application(id.application()).resolve(Integer.toString(id.version()));
  }

  /** A version that is being written, or removed. */
  Path partial(CheckpointId id) {
    return application(id.application()).resolve(id.version() + PARTIAL);
  }

  /** The files of a version before they are stored. */
  Path dump(CheckpointId id) {
    return application(id.application()).resolve(id.version() + DUMP);
  }

  /** The files of a version for one restart. */
  Path restored(CheckpointId id, long restart) {
    return application(id.application()).resolve(id.version() + RESTORED + restart);
  }

  /** The numbers of all applications of which there is anything. */
  List<Integer> applications() throws IOException {
    return numbered(root);
  }

  /** The whole versions of an application. */
  List<CheckpointId> versions(int application) throws IOException {
    return numbered(application(application)).stream()
        .map(version -> new CheckpointId(application, version))
        .toList();
  }

  /** What an agent that was ended left of an application: never a whole version or a pack. */
  List<Path> leavings(int application) throws IOException {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> entries =
        Files.newDirectoryStream(application(application), "[1-9]*.*")) {
      for (Path entry : entries) {
        String name = String.valueOf(entry.getFileName());
        if (name.matches("[0-9]+(\\.partial|\\.dump|\\.restored-[0-9]+)")) {
          found.add(entry);
        }
      }
    }
    return found;
  }

  /** Writes manifest and seal beside the recipe of a version, and gives it its name. */
  void complete(CheckpointId id, SealedManifest manifest) throws IOException {
    Path partial = partial(id);
    Files.write(partial.resolve(MANIFEST), manifest.bytes());
    Files.write(partial.resolve(SEAL), manifest.seal());
    Durable.force(partial.resolve(MANIFEST));
    Durable.force(partial.resolve(SEAL));
    Durable.force(partial);
    Files.move(partial, version(id), StandardCopyOption.ATOMIC_MOVE);
    Durable.force(application(id.application()));
    Durable.force(root);
  }

  private static List<Integer> numbered(Path directory) throws IOException {
    List<Integer> found = new ArrayList<>();
    if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      return found;
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, "[1-9]*")) {
      for (Path entry : entries) {
        String name = String.valueOf(entry.getFileName());
        if (name.matches("[1-9][0-9]{0,8}")) {
          found.add(Integer.valueOf(name));
        }
      }
    }
    found.sort(null);
    return found;
  }
}
