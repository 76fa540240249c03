package io.ssi.linux.criu.image;

import io.ssi.linux.InsidePid;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A process of an image with all that is its own. A zombie has neither memory nor files.
 *
 * @param task its place in the tree
 * @param core its state, name and rights
 * @param memory its layout
 * @param directories where it is
 * @param descriptors what it has open
 */
public record ImageProcess(
    ImageTask task,
    CoreImage core,
    Optional<MemoryImage> memory,
    Optional<ImageDirectories> directories,
    List<ImageDescriptor> descriptors) {

  /** Copies the list. */
  public ImageProcess {
    descriptors = List.copyOf(descriptors);
  }

  static ImageProcess read(Path directory, TreeEntry entry) {
    InsidePid pid = entry.pid();
    CoreImage core = CoreImage.read(directory, pid);
    if (core.state() == TaskState.DEAD) {
      return new ImageProcess(entry.zombie(), core, Optional.empty(), Optional.empty(), List.of());
    }
    ImageObjects objects = ImageObjects.read(directory, pid);
    return new ImageProcess(
        entry.living(directory),
        core,
        Optional.of(MemoryImage.read(directory, pid)),
        Optional.of(ImageDirectories.read(directory, pid)),
        ImageDescriptor.readAll(directory, objects.files()));
  }
}
