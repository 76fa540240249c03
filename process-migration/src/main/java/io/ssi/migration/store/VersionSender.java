package io.ssi.migration.store;

import io.ssi.migration.store.RecipeReader.Run;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.BitSet;
import java.util.Optional;

/**
 * Gives another node what it lacks of a version, as {@link Segment} says. Blocks of which it lacks
 * every page go as they are stored.
 */
final class VersionSender implements AutoCloseable {
  private final Packs packs;
  private final RecipeReader recipe;
  private final PageReader pages;
  private final BlockCodec codec = new BlockCodec();

  private final int[] packOf = new int[Segment.PAGES];
  private final int[] entryOf = new int[Segment.PAGES];
  private final byte[] hashes = new byte[Segment.PAGES * Page.HASH_BYTES];
  private Run run = new Run(0, 0, 0);
  private int usedOfRun;

  VersionSender(Packs packs, RecipeReader recipe, PageReader pages) {
    this.packs = packs;
    this.recipe = recipe;
    this.pages = pages;
  }

  /**
   * Sends.
   *
   * @param total how many pages all files of the version have
   * @return false if the receiver ended it early and says why next
   */
  boolean send(long total, DataInputStream in, DataOutputStream out) throws IOException {
    for (long left = total; left > 0; left -= Segment.PAGES) {
      int count = (int) Math.min(Segment.PAGES, left);
      collect(count);
      out.write(hashes, 0, count * Page.HASH_BYTES);
      out.flush();
      if (in.readUnsignedByte() != Segment.WANTS) {
        return false;
      }
      byte[] bitmap = new byte[Segment.bitmapBytes(count)];
      in.readFully(bitmap);
      give(BitSet.valueOf(bitmap).stream().filter(page -> page < count).toArray(), out);
      out.flush();
    }
    return in.readUnsignedByte() == Segment.ENDS;
  }

  private void collect(int count) throws IOException {
    int filled = 0;
    while (filled < count) {
      while (usedOfRun == run.count()) {
        Optional<Run> next = recipe.next();
        run = next.orElse(new Run(0, 0, 0));
        usedOfRun = 0;
      }
      int piece = Math.min(count - filled, run.count() - usedOfRun);
      int first = run.first() + usedOfRun;
      packs.pack(run.pack()).hashes(first, piece, hashes, filled * Page.HASH_BYTES);
      for (int i = 0; i < piece; i++) {
        packOf[filled + i] = run.pack();
        entryOf[filled + i] = first + i;
      }
      filled += piece;
      usedOfRun += piece;
    }
  }

  private void give(int[] lacking, DataOutputStream out) throws IOException {
    byte[] plain = new byte[BlockCodec.MAX_BYTES];
    int filled = 0;
    int at = 0;
    while (at < lacking.length) {
      int pack = packOf[lacking[at]];
      int entry = entryOf[lacking[at]];
      Pack.Span span = packs.pack(pack).blockOf(entry);
      if (isWhole(span, pack, lacking, at)) {
        sendGathered(plain, filled, out);
        filled = 0;
        send(packs.pack(pack).read(span), span.pages(), out);
        at += span.pages();
        continue;
      }
      pages.read(pack, entry, plain, filled * Page.BYTES);
      filled++;
      at++;
      if (filled == BlockCodec.PAGES) {
        sendGathered(plain, filled, out);
        filled = 0;
      }
    }
    sendGathered(plain, filled, out);
  }

  private boolean isWhole(Pack.Span span, int pack, int[] lacking, int at) {
    if (at + span.pages() > lacking.length) {
      return false;
    }
    for (int i = 0; i < span.pages(); i++) {
      int page = lacking[at + i];
      if (packOf[page] != pack || entryOf[page] != span.first() + i) {
        return false;
      }
    }
    return true;
  }

  private void sendGathered(byte[] plain, int count, DataOutputStream out) throws IOException {
    if (count > 0) {
      send(codec.compress(plain, 0, count), count, out);
    }
  }

  private static void send(byte[] packed, int count, DataOutputStream out) throws IOException {
    out.writeShort(count);
    out.writeInt(packed.length);
    out.write(packed);
  }

  @Override
  public void close() {
    codec.close();
  }
}
