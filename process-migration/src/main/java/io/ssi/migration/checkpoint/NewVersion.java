package io.ssi.migration.checkpoint;

import io.ssi.migration.CheckpointId;
import io.ssi.migration.image.ImageDirectory;
import io.ssi.migration.image.ImageFile;
import io.ssi.migration.store.PageStore;
import io.ssi.migration.store.StoreGate;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A version on its way into a repository: filled from files or from another node, then completed.
 * Closed without that, nothing of it stays. For one thread; blocks on the disk.
 */
public final class NewVersion implements AutoCloseable {
  private final CheckpointId id;
  private final VersionFiles places;
  private final PageStore pages;
  private final StoreGate.Stay stay;
  private final ImageDirectory image;
  private boolean whole;

  NewVersion(CheckpointId id, VersionFiles places, PageStore pages, StoreGate.Stay stay)
      throws IOException {
    this.id = id;
    this.places = places;
    this.pages = pages;
    this.stay = stay;
    boolean begun = false;
    try {
      discard();
      this.image = ImageDirectory.create(places.dump(id));
      ImageDirectory.create(places.partial(id));
      Files.createDirectories(places.packs(id.application()));
      begun = true;
    } finally {
      if (!begun) {
        close();
      }
    }
  }

  /**
   * Where the files are to be put that become the version.
   *
   * @return an empty directory on the repository's disk
   */
  public ImageDirectory image() {
    return image;
  }

  /**
   * Stores the files that were put into {@link #image}.
   *
   * @return what the manifest is to list
   * @throws IOException if they cannot be stored
   */
  public List<ImageFile> store() throws IOException {
    return pages.store(image, recipe());
  }

  /**
   * Takes the files of a manifest from another node.
   *
   * @param files what comes
   * @param in from the other node
   * @param out to the other node
   * @throws IOException if the stream breaks or the disk fails
   * @throws io.ssi.migration.image.ImageCorruptException if something else comes
   */
  public void receive(List<ImageFile> files, DataInputStream in, DataOutputStream out)
      throws IOException {
    pages.receive(files, recipe(), in, out);
  }

  /**
   * Takes the files of a manifest from somebody who gives every page.
   *
   * @param files what comes
   * @param in from whoever keeps it
   * @throws IOException if the stream breaks or the disk fails
   * @throws io.ssi.migration.image.ImageCorruptException if something else comes
   */
  public void receiveWhole(List<ImageFile> files, DataInputStream in) throws IOException {
    pages.receiveWhole(files, recipe(), in);
  }

  /**
   * Makes the filled version whole: everything is on the disk, then it gets its name.
   *
   * @param manifest says what it consists of
   * @throws IOException if it cannot be written; it is not listed then
   */
  public void complete(SealedManifest manifest) throws IOException {
    places.complete(id, manifest);
    whole = true;
  }

  /**
   * How much this version added to the disk.
   *
   * @return bytes, once it is complete
   * @throws IOException if that cannot be read
   */
  public long storedBytes() throws IOException {
    return pages.storedBytes(places.version(id).resolve(VersionFiles.RECIPE));
  }

  private Path recipe() {
    return places.partial(id).resolve(VersionFiles.RECIPE);
  }

  private void discard() throws IOException {
    new ImageDirectory(places.dump(id)).delete();
    new ImageDirectory(places.partial(id)).delete();
  }

  /** Removes the files that were stored, and if it is not complete, all of it. */
  @Override
  public void close() throws IOException {
    try (stay) {
      if (whole) {
        image.delete();
      } else {
        discard();
      }
    }
  }
}
