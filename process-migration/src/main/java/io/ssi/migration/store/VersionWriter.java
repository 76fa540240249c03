package io.ssi.migration.store;

import io.ssi.migration.image.ImageDirectory;
import io.ssi.migration.image.ImageFile;
import io.ssi.migration.image.ImageFileName;
import io.ssi.migration.image.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Stores the files of an image as pages: those that no pack has go into new ones. */
final class VersionWriter {
  private static final int BUFFER_BYTES = 1 << 18;

  private final Packs packs;
  private final NewPages pages;
  private final RecipeWriter recipe;
  private final MessageDigest digest = Sha256.digest();
  private final TreeHash tree = new TreeHash();
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private final byte[] hash = new byte[Page.HASH_BYTES];

  VersionWriter(Packs packs, NewPages pages, RecipeWriter recipe) {
    this.packs = packs;
    this.pages = pages;
    this.recipe = recipe;
  }

  /**
   * Stores all files of an image; returns what a manifest lists, with the hashes of their trees.
   */
  List<ImageFile> write(ImageDirectory image) throws IOException {
    List<ImageFile> files = new ArrayList<>();
    for (ImageFileName name : image.names()) {
      files.add(write(name, image.file(name)));
    }
    return files;
  }

  private ImageFile write(ImageFileName name, Path file) throws IOException {
    long size = 0;
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      int n = in.readNBytes(buffer, 0, buffer.length);
      while (n > 0) {
        size += n;
        int whole = (int) Page.count(n) * Page.BYTES;
        Arrays.fill(buffer, n, whole, (byte) 0);
        for (int at = 0; at < whole; at += Page.BYTES) {
          add(at);
        }
        n = in.readNBytes(buffer, 0, buffer.length);
      }
    }
    recipe.endFile();
    return new ImageFile(name, size, tree.done());
  }

  private void add(int at) throws IOException {
    Page.hash(digest, buffer, at, hash, 0);
    tree.add(hash, 0, Page.HASH_BYTES);
    Optional<Location> known = packs.find(hash, 0).or(() -> pages.find(hash, 0));
    recipe.add(known.isPresent() ? known.get() : pages.add(hash, 0, buffer, at));
  }
}
