package io.ssi.pid.log;

import io.ssi.pid.Application;
import io.ssi.pid.ContainerNumber;
import io.ssi.pid.Owner;
import io.ssi.pid.wire.ApplicationWire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The files that this node keeps about applications; the package says which. Directories belong to
 * root and let everybody through, so that no user can put a link where the agent writes; the log
 * belongs to the application's owner.
 *
 * <p>Any thread; one thread at a time per application. Blocks for the file system only.
 */
public final class ApplicationFiles {
  private static final Set<PosixFilePermission> PASSABLE =
      PosixFilePermissions.fromString("rwx--x--x");
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final String OUTPUT = "output";
  private static final String SEGMENT = "segment";
  private static final String RECORD = "record";

  private final Path root;

  /**
   * Below a directory.
   *
   * @param root the same path on every node, private to each: {@code /var/lib/ssi/applications}
   */
  public ApplicationFiles(Path root) {
    this.root = root;
  }

  /**
   * The file that a container's program writes to.
   *
   * @param number the container
   * @return its path, the same on every node
   */
  public Path output(ContainerNumber number) {
    return directory(number).resolve(OUTPUT);
  }

  /**
   * Makes an empty log for a new stay. A log that is there from an earlier stay is finished first;
   * one that is there for this very stay is used.
   *
   * @param number the container
   * @param owner whose program will write to it
   * @param segment the number of the stay, from 0
   * @return the file
   */
  public Path open(ContainerNumber number, Owner owner, int segment) {
    Path output = output(number);
    if (currentSegment(number).equals(OptionalInt.of(segment)) && Files.exists(output)) {
      return output;
    }
    finish(number);
    try {
      makeDirectory(directory(number));
      // Read at any time, so it must never be seen half written.
      Path fresh = directory(number).resolve(SEGMENT + ".new");
      Files.writeString(fresh, Integer.toString(segment));
      Files.move(fresh, directory(number).resolve(SEGMENT), StandardCopyOption.ATOMIC_MOVE);
      Files.createFile(output, OWNER_ONLY);
      Files.setAttribute(output, "unix:uid", owner.uid());
      Files.setAttribute(output, "unix:gid", owner.gid());
      return output;
    } catch (IOException e) {
      throw new LogFileException("Making the log " + output + " failed", e);
    }
  }

  /**
   * Finishes the log of a stay that is over: nothing will be added to it. Idempotent.
   *
   * @param number the container
   */
  public void finish(ContainerNumber number) {
    Path output = output(number);
    OptionalInt segment = currentSegment(number);
    try {
      if (segment.isPresent() && Files.exists(output)) {
        finish(output, number, segment.getAsInt());
      }
      Files.deleteIfExists(directory(number).resolve(SEGMENT));
    } catch (IOException e) {
      throw new LogFileException("Finishing the log " + output + " failed", e);
    }
  }

  private void finish(Path written, ContainerNumber number, int segment) throws IOException {
    if (Files.size(written) == 0) {
      silent(number).add(segment);
      Files.delete(written);
    } else {
      Files.move(written, finished(number, segment), StandardCopyOption.ATOMIC_MOVE);
    }
  }

  /**
   * Throws away the log of a stay that never began. Finished segments remain. Idempotent.
   *
   * @param number the container
   */
  public void discard(ContainerNumber number) {
    try {
      Files.deleteIfExists(output(number));
      Files.deleteIfExists(directory(number).resolve(SEGMENT));
    } catch (IOException e) {
      throw new LogFileException("Removing the log " + output(number) + " failed", e);
    }
  }

  /**
   * Finds a segment.
   *
   * @param number the container
   * @param segment which, from 0
   * @return the segment, or empty if it is not here
   */
  public Optional<Segment> find(ContainerNumber number, int segment) {
    // Looked for twice: it may be finished, and so renamed, between the two looks.
    return findFinished(number, segment)
        .or(() -> findCurrent(number, segment))
        .or(() -> findFinished(number, segment));
  }

  private Optional<Segment> findFinished(ContainerNumber number, int segment) {
    Path finished = finished(number, segment);
    if (Files.exists(finished)) {
      return Optional.of(new Segment(finished, true));
    }
    try {
      return silent(number).contains(segment)
          ? Optional.of(new Segment(EmptySegments.CONTENT, true))
          : Optional.empty();
    } catch (IOException e) {
      throw new LogFileException("Reading which stays of " + number + " said nothing failed", e);
    }
  }

  private Optional<Segment> findCurrent(ContainerNumber number, int segment) {
    OptionalInt current = currentSegment(number);
    return current.isPresent() && current.getAsInt() == segment && Files.exists(output(number))
        ? Optional.of(new Segment(output(number), false))
        : Optional.empty();
  }

  /**
   * A file for a segment that is being fetched; empty at first.
   *
   * @param number the container
   * @param segment which, from 0
   * @return the file; {@link #keep} makes it a finished segment
   */
  public Path incoming(ContainerNumber number, int segment) {
    Path file = directory(number).resolve(OUTPUT + "." + segment + ".part");
    try {
      makeDirectory(directory(number));
      Files.deleteIfExists(file);
      return Files.createFile(file, OWNER_ONLY);
    } catch (IOException e) {
      throw new LogFileException("Making " + file + " failed", e);
    }
  }

  /**
   * Makes a fetched file a finished segment.
   *
   * @param number the container
   * @param segment which, from 0
   */
  public void keep(ContainerNumber number, int segment) {
    Path file = directory(number).resolve(OUTPUT + "." + segment + ".part");
    try {
      finish(file, number, segment);
    } catch (IOException e) {
      throw new LogFileException("Keeping " + file + " failed", e);
    }
  }

  /**
   * Remembers an application's record for the time when all agents have been gone at once.
   *
   * @param application the record
   */
  public void save(Application application) {
    Path directory = directory(application.id().firstContainer());
    Path file = directory.resolve(RECORD);
    Path next = directory.resolve(RECORD + ".next");
    try {
      makeDirectory(directory);
      Files.write(next, ApplicationWire.encode(application));
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new LogFileException("Writing " + file + " failed", e);
    }
  }

  /**
   * The record that was saved last.
   *
   * @param number the application's first container
   * @return the record, or empty
   * @throws io.ssi.pid.UnknownSchemaException if it cannot be read by this version
   */
  public Optional<Application> saved(ContainerNumber number) {
    Path file = directory(number).resolve(RECORD);
    try {
      return Optional.of(ApplicationWire.decode(Files.readAllBytes(file)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new LogFileException("Reading " + file + " failed", e);
    }
  }

  /**
   * The containers that there are files of.
   *
   * @return their numbers
   */
  public List<ContainerNumber> all() {
    try (Stream<Path> directories = Files.list(root)) {
      return directories
          .map(path -> path.getFileName().toString())
          .filter(name -> name.matches("[1-9][0-9]{0,4}"))
          .map(Integer::parseInt)
          .filter(number -> number <= ContainerNumber.MAX)
          .map(ContainerNumber::new)
          .sorted()
          .toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new LogFileException("Reading the directory " + root + " failed", e);
    }
  }

  /**
   * Removes everything about an application. Idempotent.
   *
   * @param number its first container
   */
  public void delete(ContainerNumber number) {
    Path directory = directory(number);
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(directory);
    } catch (NoSuchFileException e) {
      // There is nothing of it.
    } catch (IOException e) {
      throw new LogFileException("Removing " + directory + " failed", e);
    }
  }

  /**
   * The stay whose log is open.
   *
   * @param number the container
   * @return the number of its segment; empty if none is open
   */
  public OptionalInt currentSegment(ContainerNumber number) {
    Path file = directory(number).resolve(SEGMENT);
    try {
      return OptionalInt.of(Integer.parseInt(Files.readString(file, StandardCharsets.UTF_8)));
    } catch (NoSuchFileException e) {
      return OptionalInt.empty();
    } catch (IOException | NumberFormatException e) {
      throw new LogFileException("Reading " + file + " failed", e);
    }
  }

  private Path directory(ContainerNumber number) {
    return root.resolve(number.toString());
  }

  private EmptySegments silent(ContainerNumber number) {
    return new EmptySegments(directory(number).resolve(OUTPUT + ".empty"));
  }

  private Path finished(ContainerNumber number, int segment) {
    return directory(number).resolve(OUTPUT + "." + segment);
  }

  private void makeDirectory(Path directory) throws IOException {
    Files.createDirectories(root);
    try {
      Files.createDirectory(directory);
    } catch (FileAlreadyExistsException e) {
      // From an earlier stay.
    }
    // Whatever the umask of the agent is, owners must reach their log.
    Files.setPosixFilePermissions(directory, PASSABLE);
    Files.setPosixFilePermissions(root, PASSABLE);
  }
}
