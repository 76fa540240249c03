package io.ssi.migration.image;

import io.ssi.linux.InsidePid;
import io.ssi.linux.criu.image.ImageTask;
import java.util.Set;
import java.util.TreeSet;

/** The numbers that a restore of an image needs. */
public final class ImageNumbers {

  private ImageNumbers() {}

  /**
   * Every number of an image, from its list of tasks alone. Blocks on the disk.
   *
   * @param image a complete image
   * @return processes, threads, groups and sessions
   */
  public static Set<Integer> of(ImageDirectory image) {
    Set<Integer> numbers = new TreeSet<>();
    for (ImageTask task : ImageTask.readAll(image.path())) {
      numbers.add(task.pid().value());
      numbers.add(task.group());
      numbers.add(task.session());
      task.threads().stream().map(InsidePid::value).forEach(numbers::add);
    }
    return numbers;
  }
}
