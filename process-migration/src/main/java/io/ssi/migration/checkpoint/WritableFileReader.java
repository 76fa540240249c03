package io.ssi.migration.checkpoint;

import io.ssi.linux.procfs.FdInfoFile;
import io.ssi.linux.procfs.FdLink;
import io.ssi.linux.procfs.ProcFs;
import io.ssi.migration.container.Member;
import io.ssi.migration.image.ImageDirectory;
import io.ssi.migration.image.ImageFileName;
import io.ssi.migration.image.WritableFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Finds the regular files that frozen processes have open for writing, and saves the content of
 * small ones with the image, so that a restart can put it back. Reads through {@code /proc/PID/fd},
 * which is the file itself and not what its name means by now.
 */
public final class WritableFileReader {
  private static final int ACCESS_MODE = 03;
  private static final List<String> OF_THE_NODE = List.of("/proc/", "/sys/", "/dev/");

  private final ProcFs proc;
  private final Predicate<String> prepared;
  private final long saveLimitBytes;

  /**
   * A reader.
   *
   * @param proc this node's processes
   * @param prepared whether a path is made ready wherever an application comes to, as its log is
   * @param saveLimitBytes how much content is saved in total
   */
  public WritableFileReader(ProcFs proc, Predicate<String> prepared, long saveLimitBytes) {
    this.proc = proc;
    this.prepared = prepared;
    this.saveLimitBytes = saveLimitBytes;
  }

  /**
   * Finds and saves.
   *
   * @param members the processes, which stand still
   * @param image gets the saved content
   * @return the files, by path
   * @throws IOException if the image's directory cannot be written
   */
  public List<WritableFile> save(List<Member> members, ImageDirectory image) throws IOException {
    Map<String, Path> open = new TreeMap<>();
    for (Member member : members) {
      Path directory = proc.root().resolve(member.local().toString()).resolve("fd");
      for (FdLink link : proc.fds(member.local()).map(found -> found.links()).orElse(List.of())) {
        if (isWritableFile(member, link)) {
          open.putIfAbsent(link.target(), directory.resolve(Integer.toString(link.number())));
        }
      }
    }
    List<WritableFile> files = new ArrayList<>();
    long left = saveLimitBytes;
    for (Map.Entry<String, Path> entry : open.entrySet()) {
      BasicFileAttributes attributes =
          Files.readAttributes(entry.getValue(), BasicFileAttributes.class);
      if (!attributes.isRegularFile()) {
        continue;
      }
      Optional<ImageFileName> saved = Optional.empty();
      if (attributes.size() <= left) {
        left -= attributes.size();
        ImageFileName name = new ImageFileName("saved-file-" + files.size());
        Files.copy(entry.getValue(), image.file(name));
        saved = Optional.of(name);
      }
      files.add(
          new WritableFile(
              Path.of(entry.getKey()),
              attributes.size(),
              attributes.lastModifiedTime().toInstant(),
              saved));
    }
    return files;
  }

  private boolean isWritableFile(Member member, FdLink link) {
    return link.kind() == FdLink.Kind.PATH
        && OF_THE_NODE.stream().noneMatch(link.target()::startsWith)
        && !prepared.test(link.target())
        && proc.fdInfo(member.local(), link.number())
            .map(FdInfoFile::flags)
            .filter(flags -> (flags & ACCESS_MODE) != 0)
            .isPresent();
  }
}
