package io.ssi.linux.criu.image;

import io.ssi.linux.InsidePid;
import io.ssi.linux.criu.wire.CriuImageProto.TaskEntry;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * An entry of {@code pstree.img}. Whether its threads mean anything, only the process's own file
 * tells: for a zombie CRIU 4.2 writes one number without meaning, whatever lay in memory.
 *
 * @param pid of the process
 * @param parent empty for the root of the tree
 * @param group its process group; 0 if that is outside
 * @param session its session; 0 if that is outside
 * @param threads as written
 */
record TreeEntry(
    InsidePid pid, Optional<InsidePid> parent, int group, int session, List<Integer> threads) {

  TreeEntry {
    threads = List.copyOf(threads);
  }

  /** Reads all, the root first; refuses what is not one tree. */
  static List<TreeEntry> readAll(Path directory) {
    List<TreeEntry> entries =
        ImageFile.read(directory, ImageKind.PSTREE).all(TaskEntry.parser(), TreeEntry::of);
    Set<InsidePid> known = new HashSet<>();
    for (TreeEntry entry : entries) {
      boolean root = known.isEmpty();
      if (root != entry.parent().isEmpty()
          || !entry.parent().map(known::contains).orElse(true)
          || !known.add(entry.pid())) {
        throw new ImageFormatException(
            "The image in " + directory + " is not one tree: see process " + entry.pid());
      }
    }
    if (entries.isEmpty()) {
      throw new ImageFormatException("The image in " + directory + " has no process");
    }
    return entries;
  }

  ImageTask zombie() {
    return new ImageTask(pid, parent, group, session, List.of());
  }

  ImageTask living(Path directory) {
    return new ImageTask(
        pid,
        parent,
        group,
        session,
        threads.stream().map(number -> thread(directory, number)).toList());
  }

  /** Of the process and its threads, its group and its session; none that are outside. */
  IntStream numbers() {
    // A living process is a thread of its own; what a zombie has instead means nothing.
    List<Integer> own = threads.contains(pid.value()) ? threads : List.of();
    return IntStream.concat(
            IntStream.of(pid.value(), group, session), own.stream().mapToInt(Integer::intValue))
        .filter(number -> number > 0);
  }

  private InsidePid thread(Path directory, int number) {
    try {
      return Present.pid(true, number, "threads");
    } catch (IllegalArgumentException e) {
      throw new ImageFormatException(
          "The image "
              + directory.resolve(ImageKind.PSTREE.fileName())
              + " is damaged in the entry of process "
              + pid
              + ": "
              + e.getMessage(),
          e);
    }
  }

  private static TreeEntry of(TaskEntry entry) {
    InsidePid pid = Present.pid(entry.hasPid(), entry.getPid(), "pid");
    Present.notNegative(entry.hasParent(), entry.getParent(), "ppid");
    Optional<InsidePid> parent =
        entry.getParent() == 0 ? Optional.empty() : Optional.of(new InsidePid(entry.getParent()));
    return new TreeEntry(
        pid,
        parent,
        Present.notNegative(entry.hasGroup(), entry.getGroup(), "pgid"),
        Present.notNegative(entry.hasSession(), entry.getSession(), "sid"),
        entry.getThreadsList());
  }
}
