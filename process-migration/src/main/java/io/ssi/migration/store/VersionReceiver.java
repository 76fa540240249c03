package io.ssi.migration.store;

import io.ssi.migration.image.ImageCorruptException;
import io.ssi.migration.image.ImageFile;
import io.ssi.migration.image.Sha256;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Takes a version that another node sends, asking only for the pages that no pack has, as {@link
 * Segment} says. Every page is checked against its hash and every file against the manifest.
 */
final class VersionReceiver implements AutoCloseable {
  private final Packs packs;
  private final NewPages pages;
  private final RecipeWriter recipe;
  private final BlockCodec codec = new BlockCodec();
  private final MessageDigest digest = Sha256.digest();
  private final TreeHash tree = new TreeHash();

  private final byte[] hashes = new byte[Segment.PAGES * Page.HASH_BYTES];
  private final byte[] lackedHashes = new byte[Segment.PAGES * Page.HASH_BYTES];
  private final byte[] plain = new byte[BlockCodec.MAX_BYTES];
  private final byte[] hash = new byte[Page.HASH_BYTES];

  VersionReceiver(Packs packs, NewPages pages, RecipeWriter recipe) {
    this.packs = packs;
    this.pages = pages;
    this.recipe = recipe;
  }

  /** Receives what the files of a manifest consist of. */
  void receive(List<ImageFile> files, DataInputStream in, DataOutputStream out) throws IOException {
    long left = files.stream().mapToLong(file -> Page.count(file.size())).sum();
    FileEnds ends = new FileEnds(files.iterator());
    ends.passEmpty();
    while (left > 0) {
      int count = (int) Math.min(Segment.PAGES, left);
      in.readFully(hashes, 0, count * Page.HASH_BYTES);
      BitSet lacking = placed(count, ends);
      out.writeByte(Segment.WANTS);
      out.write(Arrays.copyOf(lacking.toByteArray(), Segment.bitmapBytes(count)));
      out.flush();
      take(lacking.cardinality(), in);
      left -= count;
    }
  }

  /** The same of a sender who cannot be asked, and so gives every page. */
  void receiveWhole(List<ImageFile> files, DataInputStream in) throws IOException {
    long left = files.stream().mapToLong(file -> Page.count(file.size())).sum();
    FileEnds ends = new FileEnds(files.iterator());
    ends.passEmpty();
    while (left > 0) {
      int count = (int) Math.min(Segment.PAGES, left);
      in.readFully(hashes, 0, count * Page.HASH_BYTES);
      int taken = 0;
      while (taken < count) {
        int pages = readBlock(count - taken, in).pages();
        for (int page = 0; page < pages; page++) {
          int at = (taken + page) * Page.HASH_BYTES;
          check(page, hashes, at);
          Optional<Location> known = packs.find(hashes, at).or(() -> this.pages.find(hashes, at));
          recipe.add(
              known.isPresent()
                  ? known.get()
                  : this.pages.add(hashes, at, plain, page * Page.BYTES));
          tree.add(hashes, at, Page.HASH_BYTES);
          ends.passPage();
        }
        taken += pages;
      }
      left -= count;
    }
  }

  /** Gives every page of a segment its place; returns those that have to come. */
  private BitSet placed(int count, FileEnds ends) throws IOException {
    BitSet lacking = new BitSet(count);
    int lacked = 0;
    for (int page = 0; page < count; page++) {
      int at = page * Page.HASH_BYTES;
      Optional<Location> known = packs.find(hashes, at).or(() -> pages.find(hashes, at));
      if (known.isEmpty()) {
        if (lacked == 0) {
          pages.makeRoom(count);
        }
        known = Optional.of(pages.place(hashes, at));
        System.arraycopy(hashes, at, lackedHashes, lacked * Page.HASH_BYTES, Page.HASH_BYTES);
        lacked++;
        lacking.set(page);
      }
      recipe.add(known.get());
      tree.add(hashes, at, Page.HASH_BYTES);
      ends.passPage();
    }
    return lacking;
  }

  private void take(int lacked, DataInputStream in) throws IOException {
    int taken = 0;
    while (taken < lacked) {
      Block block = readBlock(lacked - taken, in);
      for (int page = 0; page < block.pages(); page++) {
        check(page, lackedHashes, (taken + page) * Page.HASH_BYTES);
      }
      pages.write(block.packed(), block.pages());
      taken += block.pages();
    }
  }

  private record Block(byte[] packed, int pages) {}

  /** Reads and unpacks the next block, which may have so many pages. */
  private Block readBlock(int most, DataInputStream in) throws IOException {
    int count = in.readUnsignedShort();
    int length = in.readInt();
    if (count < 1
        || count > Math.min(BlockCodec.PAGES, most)
        || length < 1
        || length > count * Page.BYTES) {
      throw new ImageCorruptException(
          "receiving a version: a block of " + count + " pages in " + length + " bytes came");
    }
    byte[] packed = in.readNBytes(length);
    if (packed.length != length) {
      throw new EOFException("the stream ended inside a block");
    }
    codec.decompress(packed, plain, count);
    return new Block(packed, count);
  }

  /** Refuses a page of the block that was read last if it is not what it was said to be. */
  private void check(int page, byte[] said, int at) {
    Page.hash(digest, plain, page * Page.BYTES, hash, 0);
    if (!Arrays.equals(hash, 0, hash.length, said, at, at + hash.length)) {
      throw new ImageCorruptException(
          "receiving a version: a page came that does not have its hash");
    }
  }

  /** Watches where one file ends and the next begins. */
  private final class FileEnds {
    private final Iterator<ImageFile> files;
    private Optional<ImageFile> file = Optional.empty();
    private long left;

    private FileEnds(Iterator<ImageFile> files) {
      this.files = files;
    }

    /** Goes to the next file that has a page. */
    void passEmpty() throws IOException {
      while (left == 0 && files.hasNext()) {
        ImageFile next = files.next();
        file = Optional.of(next);
        left = Page.count(next.size());
        if (left == 0) {
          end();
        }
      }
    }

    void passPage() throws IOException {
      left--;
      if (left == 0) {
        end();
        passEmpty();
      }
    }

    private void end() throws IOException {
      recipe.endFile();
      ImageFile ended = file.orElseThrow();
      if (!tree.done().equals(ended.hash())) {
        throw new ImageCorruptException(
            "receiving a version: file "
                + ended.name()
                + " does not have the hash of its manifest");
      }
    }
  }

  @Override
  public void close() {
    codec.close();
  }
}
