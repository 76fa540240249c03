package io.ssi.migration.store;

import io.ssi.migration.image.Sha256;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads pages out of packs; each is checked against its hash. Keeps the few blocks that it unpacked
 * last, because a version goes to and fro between the packs of its predecessors.
 */
final class PageReader implements AutoCloseable {
  private static final int KEPT_BLOCKS = 32;

  private record Unpacked(int first, int pages, byte[] plain) {}

  private final Packs packs;
  private final BlockCodec codec = new BlockCodec();
  private final MessageDigest digest = Sha256.digest();
  private final Map<Location, Unpacked> kept = new LinkedHashMap<>(64, 0.75f, true);
  private final byte[] hash = new byte[Page.HASH_BYTES];
  private int lastPack;
  private Unpacked last = new Unpacked(0, 0, new byte[0]);

  PageReader(Packs packs) {
    this.packs = packs;
  }

  /**
   * Copies a page.
   *
   * @return its hash, valid until the next call
   * @throws io.ssi.migration.image.ImageCorruptException if it is not what its pack says
   */
  byte[] read(int pack, int entry, byte[] target, int offset) throws IOException {
    Unpacked block = block(pack, entry);
    int at = (entry - block.first()) * Page.BYTES;
    Page.hash(digest, block.plain(), at, hash, 0);
    if (!packs.pack(pack).is(entry, hash, 0)) {
      throw packs.pack(pack).corrupt("page " + entry + " does not have its hash");
    }
    System.arraycopy(block.plain(), at, target, offset, Page.BYTES);
    return hash;
  }

  private Unpacked block(int pack, int entry) throws IOException {
    if (pack == lastPack && entry >= last.first() && entry < last.first() + last.pages()) {
      return last;
    }
    Pack source = packs.pack(pack);
    Pack.Span span = source.blockOf(entry);
    Location key = new Location(pack, span.first());
    Unpacked found = kept.get(key);
    if (found == null) {
      byte[] plain = kept.size() < KEPT_BLOCKS ? new byte[BlockCodec.MAX_BYTES] : oldest();
      codec.decompress(source.read(span), plain, span.pages());
      found = new Unpacked(span.first(), span.pages(), plain);
      kept.put(key, found);
    }
    lastPack = pack;
    last = found;
    return found;
  }

  private byte[] oldest() {
    Location key = kept.keySet().iterator().next();
    Unpacked oldest = kept.remove(key);
    if (oldest == null) {
      throw new IllegalStateException("A block that was there is gone: " + key);
    }
    lastPack = 0;
    return oldest.plain();
  }

  @Override
  public void close() {
    codec.close();
  }
}
