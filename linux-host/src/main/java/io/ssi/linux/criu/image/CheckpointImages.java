package io.ssi.linux.criu.image;

import io.ssi.linux.InsidePid;
import io.ssi.linux.criu.image.RequiredFile.Use;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A directory of images, read as a whole and checked for being complete: every process has its
 * files, and all that they refer to is there. Pages are not looked at.
 *
 * <p>Immutable. Can be read while the dump is held.
 */
public final class CheckpointImages {
  private final Inventory inventory;
  private final Map<InsidePid, ImageProcess> processes;
  private final Map<Integer, OpenFile> files;
  private final Set<Integer> remapped;

  private CheckpointImages(
      Inventory inventory,
      Map<InsidePid, ImageProcess> processes,
      Map<Integer, OpenFile> files,
      Set<Integer> remapped) {
    this.inventory = inventory;
    this.processes = processes;
    this.files = files;
    this.remapped = remapped;
  }

  /**
   * Reads a directory.
   *
   * @throws ImageFormatException if anything is missing, truncated or mutilated
   */
  public static CheckpointImages read(Path directory) {
    Map<InsidePid, ImageProcess> processes = new LinkedHashMap<>();
    Set<String> threads = new HashSet<>();
    for (TreeEntry entry : TreeEntry.readAll(directory)) {
      ImageProcess process = ImageProcess.read(directory, entry);
      processes.put(entry.pid(), process);
      threads.add(ImageKind.CORE.fileName(entry.pid().value()));
      for (InsidePid thread : process.task().threads()) {
        threads.add(ImageKind.CORE.fileName(thread.value()));
      }
    }
    requireExactly(directory, threads);
    CheckpointImages images =
        new CheckpointImages(
            Inventory.read(directory),
            processes,
            ImageFiles.read(directory),
            RemappedFiles.read(directory));
    images.requiredFiles();
    return images;
  }

  /** Its head. */
  public Inventory inventory() {
    return inventory;
  }

  /** All processes, the root of the tree first, parents before children. */
  public Collection<ImageProcess> processes() {
    return List.copyOf(processes.values());
  }

  /** One of them. */
  public Optional<ImageProcess> process(InsidePid pid) {
    return Optional.ofNullable(processes.get(pid));
  }

  /** The file behind a number, if the image has it. */
  public Optional<OpenFile> file(int id) {
    return Optional.ofNullable(files.get(id));
  }

  /** Everything that is open, mapped, or somebody's directory. */
  public Collection<OpenFile> files() {
    return files.values();
  }

  /** What must be there, and the same, where the image is restored; by path. */
  public List<RequiredFile> requiredFiles() {
    RequiredFiles required = new RequiredFiles(files, remapped);
    for (ImageProcess process : processes.values()) {
      process.descriptors().forEach(required::addDescriptor);
      process.memory().ifPresent(memory -> addMemory(required, memory));
      process
          .directories()
          .ifPresent(directories -> {
            required.add(Integer.toUnsignedLong(directories.working()), Use.DIRECTORY);
            required.add(Integer.toUnsignedLong(directories.root()), Use.DIRECTORY);
          });
    }
    return required.all();
  }

  /** Files that are open for writing or written through memory, by path, deleted ones left out. */
  public List<RequiredFile> writableFiles() {
    List<RequiredFile> writable = new ArrayList<>(requiredFiles());
    writable.removeIf(file -> !file.uses().contains(Use.WRITE));
    return List.copyOf(writable);
  }

  /**
   * Every number that the restore of an image needs, from its list of processes alone.
   *
   * @param directory of the image
   * @return processes, threads, groups and sessions
   * @throws ImageFormatException if the list is missing or mutilated
   */
  public static Set<InsidePid> numbers(Path directory) {
    Set<InsidePid> numbers = new HashSet<>();
    for (TreeEntry entry : TreeEntry.readAll(directory)) {
      entry.numbers().mapToObj(InsidePid::new).forEach(numbers::add);
    }
    return Set.copyOf(numbers);
  }

  // A list of processes that lost its end would otherwise look like a smaller tree.
  private static void requireExactly(Path directory, Set<String> threads) {
    Set<String> found = ImageFile.names(directory, ImageKind.CORE);
    if (!found.equals(threads)) {
      Set<String> odd = new TreeSet<>(found);
      odd.addAll(threads);
      odd.removeIf(name -> found.contains(name) && threads.contains(name));
      throw new ImageFormatException(
          "The image in " + directory + " does not fit its list of processes: see " + odd);
    }
  }

  private static void addMemory(RequiredFiles required, MemoryImage memory) {
    required.add(Integer.toUnsignedLong(memory.programFile()), Use.PROGRAM);
    for (MemoryImage.Area area : memory.areas()) {
      if (area.mapsFile()) {
        required.add(area.object(), Use.MAPPED);
        if (area.isShared() && area.isWritable()) {
          required.add(area.object(), Use.WRITE);
        }
      }
    }
  }
}
