package io.ssi.linux.criu.image;

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

  static ImageProcess read(Path directory, ImageTask task) {
    CoreImage core = CoreImage.read(directory, task.pid());
    if (core.state() == TaskState.DEAD) {
      return new ImageProcess(
          task.withoutThreads(), core, Optional.empty(), Optional.empty(), List.of());
    }
    ImageObjects objects = ImageObjects.read(directory, task.pid());
    return new ImageProcess(
        task,
        core,
        Optional.of(MemoryImage.read(directory, task.pid())),
        Optional.of(ImageDirectories.read(directory, task.pid())),
        ImageDescriptor.readAll(directory, objects.files()));
  }
}
