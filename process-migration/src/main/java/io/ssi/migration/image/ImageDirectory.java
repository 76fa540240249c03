package io.ssi.migration.image;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The directory of one image on this node, readable by root only. Knows the files of an image; logs
 * of CRIU and other files that lie there are not part of it. Blocks on the disk; one thread at a
 * time.
 *
 * @param path where it is
 */
public record ImageDirectory(Path path) {
  private static final int BUFFER_BYTES = 1 << 18;

  /**
   * Makes it, empty, with access for its owner only.
   *
   * @param path where; its parents are made too; must not exist
   * @return the directory
   * @throws IOException if it cannot be made
   */
  public static ImageDirectory create(Path path) throws IOException {
    var ownerOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    Path parent = path.getParent();
    if (parent != null) {
      Files.createDirectories(parent, ownerOnly);
    }
    Files.createDirectory(path, ownerOnly);
    return new ImageDirectory(path);
  }

  /**
   * The files that are part of the image, by name.
   *
   * @return names and sizes, without hashes
   * @throws IOException if it cannot be read
   */
  public List<ImageFileName> names() throws IOException {
    List<ImageFileName> names = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
      for (Path file : files) {
        String name = String.valueOf(file.getFileName());
        if (ImageFileName.isAllowed(name) && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          names.add(new ImageFileName(name));
        }
      }
    }
    names.sort(Comparator.naturalOrder());
    return names;
  }

  /**
   * The files that are part of the image, with their hashes; reads all of them.
   *
   * @return what a manifest lists
   * @throws IOException if one cannot be read
   */
  public List<ImageFile> hashed() throws IOException {
    List<ImageFile> files = new ArrayList<>();
    for (ImageFileName name : names()) {
      Path file = file(name);
      files.add(new ImageFile(name, Files.size(file), Sha256.ofFile(file)));
    }
    return files;
  }

  /**
   * Where a file of the image is.
   *
   * @param name its name
   * @return its path; need not exist
   */
  public Path file(ImageFileName name) {
    return path.resolve(name.value());
  }

  /**
   * Sends the content of a file.
   *
   * @param name its name
   * @param out where to
   * @throws IOException if reading or sending fails
   */
  public void send(ImageFileName name, OutputStream out) throws IOException {
    try (InputStream in = Files.newInputStream(file(name), LinkOption.NOFOLLOW_LINKS)) {
      in.transferTo(out);
    }
  }

  /**
   * Takes the content of a file and checks its hash while it is written.
   *
   * @param expected what it must be
   * @param in exactly its bytes are read
   * @throws IOException if reading or writing fails; what was written is removed
   * @throws ImageCorruptException if its hash is another one; what was written is removed
   */
  public void receive(ImageFile expected, InputStream in) throws IOException {
    Path file = file(expected.name());
    MessageDigest digest = Sha256.digest();
    byte[] buffer = new byte[BUFFER_BYTES];
    boolean whole = false;
    try (OutputStream out =
        Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      long left = expected.size();
      while (left > 0) {
        int n = in.read(buffer, 0, (int) Math.min(buffer.length, left));
        if (n < 0) {
          throw new EOFException("the stream ended inside " + expected.name());
        }
        digest.update(buffer, 0, n);
        out.write(buffer, 0, n);
        left -= n;
      }
      whole = Sha256.of(digest).equals(expected.hash());
    } finally {
      if (!whole) {
        Files.deleteIfExists(file);
      }
    }
    if (!whole) {
      throw new ImageCorruptException(
          "receiving an image: file "
              + expected.name()
              + " does not have the hash of its manifest");
    }
  }

  /**
   * Checks that files are what a manifest says; reads all of them.
   *
   * @param expected what they must be
   * @throws IOException if one cannot be read
   * @throws ImageCorruptException at the first that is missing or another one
   */
  public void verify(List<ImageFile> expected) throws IOException {
    for (ImageFile file : expected) {
      Path found = file(file.name());
      if (!Files.isRegularFile(found, LinkOption.NOFOLLOW_LINKS)) {
        throw new ImageCorruptException("checking an image: file " + found + " is missing");
      }
      if (Files.size(found) != file.size() || !Sha256.ofFile(found).equals(file.hash())) {
        throw new ImageCorruptException(
            "checking an image: file " + found + " is not what its manifest says");
      }
    }
  }

  /**
   * Removes the directory and what is in it; does nothing if it is not there.
   *
   * @throws IOException if something cannot be removed
   */
  public void delete() throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    List<Path> inside;
    try (Stream<Path> walk = Files.walk(path)) {
      inside = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : inside) {
      Files.delete(file);
    }
  }
}
