package io.ssi.migration.store;

import io.ssi.migration.image.ImageCorruptException;
import io.ssi.migration.image.ImageDirectory;
import io.ssi.migration.image.ImageFile;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.ThreadFactory;

/**
 * The pages of one application's versions on this node. Each method opens what it needs and closes
 * it again; any thread. Whoever calls sees to it that {@link #collect} runs alone, all others may
 * run side by side. Everything blocks on the disk.
 *
 * @param directory of the packs; must exist
 * @param threads makes the platform threads that write
 */
public record PageStore(Path directory, ThreadFactory threads) {

  /**
   * Stores an image; when this returns, its pages and its recipe are on the disk.
   *
   * @param image the files
   * @param recipe where to write the recipe; must not exist
   * @return what a manifest lists: names, sizes, and the hashes over the files' pages
   * @throws IOException if it cannot be read or written; new packs are removed then
   */
  public List<ImageFile> store(ImageDirectory image, Path recipe) throws IOException {
    try (Packs packs = new Packs(directory);
        NewPages pages = new NewPages(directory, threads);
        RecipeWriter writer = new RecipeWriter(recipe)) {
      List<ImageFile> files = new VersionWriter(packs, pages, writer).write(image);
      finish(pages, writer);
      return files;
    }
  }

  /**
   * Takes a version that another node sends with {@link #send}; when this returns, its pages and
   * its recipe are on the disk.
   *
   * @param files what its manifest lists
   * @param recipe where to write the recipe; must not exist
   * @param in from the sender
   * @param out to the sender
   * @throws IOException if the stream breaks or the disk fails; new packs are removed then
   * @throws ImageCorruptException if something came that the manifest does not list; new packs are
   *     removed then
   */
  public void receive(List<ImageFile> files, Path recipe, DataInputStream in, DataOutputStream out)
      throws IOException {
    try (Packs packs = new Packs(directory);
        NewPages pages = new NewPages(directory, threads);
        RecipeWriter writer = new RecipeWriter(recipe);
        VersionReceiver receiver = new VersionReceiver(packs, pages, writer)) {
      receiver.receive(files, in, out);
      finish(pages, writer);
    }
  }

  /**
   * Takes a version of which every page comes, as {@link #send} gives it to {@link
   * EverythingWanted}; when this returns, its pages and its recipe are on the disk.
   *
   * @param files what its manifest lists
   * @param recipe where to write the recipe; must not exist
   * @param in from whoever keeps it
   * @throws IOException if the stream breaks or the disk fails; new packs are removed then
   * @throws ImageCorruptException if something else comes; new packs are removed then
   */
  public void receiveWhole(List<ImageFile> files, Path recipe, DataInputStream in)
      throws IOException {
    try (Packs packs = new Packs(directory);
        NewPages pages = new NewPages(directory, threads);
        RecipeWriter writer = new RecipeWriter(recipe);
        VersionReceiver receiver = new VersionReceiver(packs, pages, writer)) {
      receiver.receiveWhole(files, in);
      finish(pages, writer);
    }
  }

  private void finish(NewPages pages, RecipeWriter writer) throws IOException {
    long stored = pages.finish();
    Durable.force(directory);
    writer.finish(stored);
  }

  /**
   * Says that the receiver ends the conversation; how it ended follows.
   *
   * @param out to the sender
   * @throws IOException if the stream is broken
   */
  public static void end(DataOutputStream out) throws IOException {
    out.writeByte(Segment.ENDS);
  }

  /**
   * Sends a version to a node that takes it with {@link #receive}. When this returns, the receiver
   * says next how it ended.
   *
   * @param files what its manifest lists
   * @param recipe of the version
   * @param in from the receiver
   * @param out to the receiver
   * @throws IOException if the stream breaks or the disk fails
   * @throws ImageCorruptException if a page is not what it was
   */
  public void send(List<ImageFile> files, Path recipe, DataInputStream in, DataOutputStream out)
      throws IOException {
    long total = files.stream().mapToLong(file -> Page.count(file.size())).sum();
    try (Packs packs = new Packs(directory);
        RecipeReader reader = new RecipeReader(recipe);
        PageReader pages = new PageReader(packs);
        VersionSender sender = new VersionSender(packs, reader, pages)) {
      var _ = sender.send(total, in, out);
    }
  }

  /**
   * Makes the files of a version again, each page and each file checked.
   *
   * @param files what its manifest lists
   * @param recipe of the version
   * @param target gets the files
   * @throws IOException if it cannot be read or written
   * @throws ImageCorruptException if something of it is missing or altered
   */
  public void restore(List<ImageFile> files, Path recipe, ImageDirectory target)
      throws IOException {
    try (Packs packs = new Packs(directory);
        RecipeReader reader = new RecipeReader(recipe);
        PageReader pages = new PageReader(packs)) {
      new VersionReader(reader, pages).write(files, target, threads);
    }
  }

  /**
   * Reads all of a version and checks it.
   *
   * @param files what its manifest lists
   * @param recipe of the version
   * @throws IOException if it cannot be read
   * @throws ImageCorruptException if something of it is missing or altered
   */
  public void verify(List<ImageFile> files, Path recipe) throws IOException {
    try (Packs packs = new Packs(directory);
        RecipeReader reader = new RecipeReader(recipe);
        PageReader pages = new PageReader(packs)) {
      new VersionReader(reader, pages).check(files);
    }
  }

  /**
   * Reads all pages of a version and marks those that are not what they were, so that no version
   * that comes later uses them.
   *
   * @param recipe of the version
   * @return how many there are
   * @throws IOException if the disk fails
   * @throws ImageCorruptException if the recipe cannot be read
   */
  public long markAltered(Path recipe) throws IOException {
    References references = new References();
    var _ = references.add(recipe);
    long found = 0;
    try (Packs packs = new Packs(directory);
        PageReader pages = new PageReader(packs)) {
      byte[] page = new byte[Page.BYTES];
      for (int pack : references.packs()) {
        BitSet altered = AlteredPages.load(directory, pack);
        int before = altered.cardinality();
        for (int entry : references.of(pack).stream().toArray()) {
          try {
            var _ = pages.read(pack, entry, page, 0);
          } catch (ImageCorruptException e) {
            altered.set(entry);
          }
        }
        if (altered.cardinality() > before) {
          found += altered.cardinality() - before;
          AlteredPages.save(directory, pack, altered);
        }
      }
    }
    return found;
  }

  /**
   * How much a version added to this node's disk when it came.
   *
   * @param recipe of the version
   * @return the bytes of its own packs
   * @throws IOException if it cannot be read
   * @throws ImageCorruptException if the recipe was altered, or a pack that it names is missing
   */
  public long storedBytes(Path recipe) throws IOException {
    return References.of(recipe, number -> Files.exists(PackFile.path(directory, number)));
  }

  /**
   * Removes the packs that no recipe names, and writes anew what is used of those of which little
   * is.
   *
   * <p>Preconditions: nobody else uses the packs meanwhile.
   *
   * @param recipes of all versions that are to stay
   * @return how many bytes there are less than before
   * @throws IOException if something cannot be read or removed
   * @throws ImageCorruptException if a recipe cannot be read; nothing was removed then, because it
   *     may name any pack
   */
  public long collect(List<Path> recipes) throws IOException {
    References references = new References();
    for (Path recipe : recipes) {
      references.add(recipe);
    }
    long freed = 0;
    for (int number : PackFile.numbers(directory)) {
      if (!references.names(number)) {
        Path pack = PackFile.path(directory, number);
        freed += Files.size(pack);
        Files.delete(pack);
        Files.deleteIfExists(AlteredPages.path(directory, number));
      }
    }
    return freed + new Compaction(directory, threads, references).run(recipes);
  }
}
