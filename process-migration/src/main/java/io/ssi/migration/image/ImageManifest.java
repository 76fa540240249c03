package io.ssi.migration.image;

import io.ssi.migration.VersionParts;
import io.ssi.pid.CarriedProcess;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What belongs to an image and where it comes from; the truth beside the data.
 *
 * @param application number of the application
 * @param version counts up from 1; 0 for the image of a migration
 * @param description what the user said about it
 * @param created when the application stood still for it
 * @param originNode where it was taken
 * @param applicationRecord the application as the registry had it, in the registry's own format
 * @param command what runs in it, for people
 * @param files every file, with its hash
 * @param writableFiles what the application had open for writing
 * @param carried its processes, with what the kernel will forget about them
 * @param cursor the pid that was given last in the container
 * @param frozen how long the application stood still
 * @param needs what it takes to restore it, in preflight's format; may be empty
 * @param parts what other versions belong to it
 */
public record ImageManifest(
    int application,
    int version,
    String description,
    Instant created,
    int originNode,
    byte[] applicationRecord,
    String command,
    List<ImageFile> files,
    List<WritableFile> writableFiles,
    List<CarriedProcess> carried,
    int cursor,
    Duration frozen,
    byte[] needs,
    VersionParts parts) {

  /** Takes copies of the lists. */
  public ImageManifest {
    files = List.copyOf(files);
    writableFiles = List.copyOf(writableFiles);
    carried = List.copyOf(carried);
  }

  /**
   * One that does not say what it takes to restore it.
   *
   * @param application number of what was taken
   * @param version of it
   * @param description a person's words
   * @param created when the application stood still for it
   * @param originNode where it was taken
   * @param applicationRecord the application as the registry had it
   * @param command what runs in it, for people
   * @param files every file, with its hash
   * @param writableFiles what the application had open for writing
   * @param carried its processes, with what the kernel will forget about them
   * @param cursor the pid that was given last in the container
   * @param frozen how long the application stood still
   */
  public ImageManifest(
      int application,
      int version,
      String description,
      Instant created,
      int originNode,
      byte[] applicationRecord,
      String command,
      List<ImageFile> files,
      List<WritableFile> writableFiles,
      List<CarriedProcess> carried,
      int cursor,
      Duration frozen) {
    this(
        application,
        version,
        description,
        created,
        originNode,
        applicationRecord,
        command,
        files,
        writableFiles,
        carried,
        cursor,
        frozen,
        new byte[0],
        VersionParts.NONE);
  }

  /**
   * The same under another number.
   *
   * @param newVersion its version
   * @return the changed manifest
   */
  public ImageManifest withVersion(int newVersion) {
    return new ImageManifest(
        application,
        newVersion,
        description,
        created,
        originNode,
        applicationRecord,
        command,
        files,
        writableFiles,
        carried,
        cursor,
        frozen,
        needs,
        parts);
  }

  /**
   * The size of all files.
   *
   * @return in bytes
   */
  public long bytes() {
    return files.stream().mapToLong(ImageFile::size).sum();
  }
}
