package io.ssi.linux.procfs;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Reads the symbolic links of a process, and tells absent from refused. */
final class ProcLinks {
  private ProcLinks() {}

  /**
   * Where a link leads.
   *
   * @param link the link
   * @return its target, or empty if it is not there
   */
  static Optional<String> target(Path link) {
    try {
      return Optional.of(Files.readSymbolicLink(link).toString());
    } catch (NoSuchFileException gone) {
      return Optional.empty();
    } catch (IOException e) {
      // ESRCH has no exception type of its own; then the link is not there any more either.
      if (isThere(link)) {
        throw new UnreadableProcFileException(link, e);
      }
      return Optional.empty();
    }
  }

  /**
   * The descriptors of a process.
   *
   * @param process its directory
   * @return what it has open, or empty if it is gone
   */
  static Optional<FdDirectory> descriptors(Path process) {
    Path directory = process.resolve("fd");
    List<FdLink> links = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
      for (Path link : stream) {
        int number = number(link);
        target(link).ifPresent(target -> links.add(new FdLink(number, target)));
      }
    } catch (IOException | DirectoryIteratorException e) {
      if (isThere(process)) {
        throw new UnreadableProcFileException(directory, e);
      }
      return Optional.empty();
    }
    if (!isThere(process)) {
      return Optional.empty();
    }
    links.sort(Comparator.comparingInt(FdLink::number));
    return Optional.of(new FdDirectory(links));
  }

  private static int number(Path link) {
    String name = String.valueOf(link.getFileName());
    try {
      return Integer.parseUnsignedInt(name);
    } catch (NumberFormatException e) {
      throw new CorruptProcFileException("/proc/PID/fd", "not a descriptor", name, e);
    }
  }

  private static boolean isThere(Path path) {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }
}
