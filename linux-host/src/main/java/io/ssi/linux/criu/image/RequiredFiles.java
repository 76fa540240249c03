package io.ssi.linux.criu.image;

import io.ssi.linux.criu.image.RequiredFile.Use;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** Collects, by path, what the processes of an image need of the file system. */
final class RequiredFiles {
  private final Map<Integer, OpenFile> files;
  private final Set<Integer> remapped;
  private final Map<Integer, EnumSet<Use>> uses = new HashMap<>();

  RequiredFiles(Map<Integer, OpenFile> files, Set<Integer> remapped) {
    this.files = files;
    this.remapped = remapped;
  }

  void add(long file, Use use) {
    int id = (int) file;
    if (file != Integer.toUnsignedLong(id) || !files.containsKey(id)) {
      throw new ImageFormatException(
          "The image refers to file " + Long.toHexString(file) + ", which it does not have");
    }
    uses.computeIfAbsent(id, key -> EnumSet.noneOf(Use.class)).add(use);
  }

  void addDescriptor(ImageDescriptor descriptor) {
    OpenFile file = files.get(descriptor.file());
    if (file == null || file.type() != descriptor.type()) {
      throw new ImageFormatException(
          "Descriptor " + descriptor.number() + " refers to a file that the image does not have");
    }
    if (file instanceof OpenFile.Regular regular) {
      add(Integer.toUnsignedLong(file.id()), regular.isWritable() ? Use.WRITE : Use.READ);
    } else if (file instanceof OpenFile.NamedPipe fifo) {
      add(Integer.toUnsignedLong(fifo.node()), Use.READ);
    }
  }

  /** One for each path and set of conditions, by path; without files that are in the image. */
  List<RequiredFile> all() {
    Map<RequiredFile, EnumSet<Use>> merged = new HashMap<>();
    uses.forEach((id, kinds) -> {
      if (!remapped.contains(id) && files.get(id) instanceof OpenFile.Regular regular) {
        merged.computeIfAbsent(conditions(regular), key -> EnumSet.noneOf(Use.class)).addAll(kinds);
      }
    });
    List<RequiredFile> required = new ArrayList<>();
    merged.forEach((file, kinds) ->
        required.add(
            new RequiredFile(
                file.path(), file.size(), file.mode(), file.buildId(), file.mayGrow(), kinds)));
    required.sort(
        Comparator.comparing(RequiredFile::path).thenComparingLong(file -> file.size().orElse(-1)));
    return List.copyOf(required);
  }

  private static RequiredFile conditions(OpenFile.Regular file) {
    boolean hasContent = file.isRegularFile().orElse(true);
    return new RequiredFile(
        file.path(),
        hasContent ? file.size() : OptionalLong.empty(),
        file.mode(),
        file.buildId(),
        file.isAppendOnly(),
        Set.of());
  }
}
