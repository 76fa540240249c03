package io.ssi.linux.criu.image;

import io.ssi.linux.InsidePid;
import io.ssi.linux.criu.wire.CriuImageProto.TaskEntry;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A process of an image, an entry of {@code pstree.img}.
 *
 * @param pid its number
 * @param parent empty for the root of the tree
 * @param group its process group; 0 if that is outside
 * @param session its session; 0 if that is outside
 * @param threads all of them, the leader included; none for a zombie
 */
public record ImageTask(
    InsidePid pid, Optional<InsidePid> parent, int group, int session, List<InsidePid> threads) {

  /** Copies the list. */
  public ImageTask {
    threads = List.copyOf(threads);
  }

  /** Reads all, the root first; refuses what is not one tree. */
  public static List<ImageTask> readAll(Path directory) {
    List<ImageTask> tasks =
        ImageFile.read(directory, ImageKind.PSTREE).all(TaskEntry.parser(), ImageTask::of);
    Set<InsidePid> known = new HashSet<>();
    for (ImageTask task : tasks) {
      boolean root = known.isEmpty();
      if (root != task.parent().isEmpty()
          || !task.parent().map(known::contains).orElse(true)
          || !known.add(task.pid())) {
        throw new ImageFormatException(
            "The image in " + directory + " is not one tree: see process " + task.pid());
      }
    }
    if (tasks.isEmpty()) {
      throw new ImageFormatException("The image in " + directory + " has no process");
    }
    return tasks;
  }

  /** For a zombie: it has no thread, and CRIU 4.2 writes a number without meaning. */
  ImageTask withoutThreads() {
    return new ImageTask(pid, parent, group, session, List.of());
  }

  private static ImageTask of(TaskEntry entry) {
    InsidePid pid = Present.pid(entry.hasPid(), entry.getPid(), "pid");
    Present.notNegative(entry.hasParent(), entry.getParent(), "ppid");
    Optional<InsidePid> parent =
        entry.getParent() == 0 ? Optional.empty() : Optional.of(new InsidePid(entry.getParent()));
    return new ImageTask(
        pid,
        parent,
        Present.notNegative(entry.hasGroup(), entry.getGroup(), "pgid"),
        Present.notNegative(entry.hasSession(), entry.getSession(), "sid"),
        entry.getThreadsList().stream().map(id -> Present.pid(true, id, "threads")).toList());
  }
}
