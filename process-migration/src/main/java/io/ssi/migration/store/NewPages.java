package io.ssi.migration.store;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * The new packs of a version that is being stored. A page has its place as soon as it is added;
 * compressing and writing happen on a thread of their own. Closed without {@link #finish}, it
 * removes what it wrote.
 */
final class NewPages implements AutoCloseable {
  private final Path directory;
  private final WritingThread thread;
  private final BlockCodec codec = new BlockCodec();
  private final List<PackWriter> written = new ArrayList<>();
  private @Nullable PackWriter writer;
  private @Nullable PackDraft draft;
  private byte[] block = new byte[BlockCodec.MAX_BYTES];
  private int blockPages;
  private long bytes;
  private boolean finished;

  NewPages(Path directory, ThreadFactory threads) {
    this.directory = directory;
    this.thread = new WritingThread(threads);
  }

  /** Where a page is, if it is in the pack that is being written. */
  Optional<Location> find(byte[] hash, int offset) {
    if (draft == null) {
      return Optional.empty();
    }
    int entry = draft.find(hash, offset);
    return entry < 0 ? Optional.empty() : Optional.of(new Location(draft.number(), entry));
  }

  /** Adds a page. */
  Location add(byte[] hash, int hashOffset, byte[] page, int pageOffset) throws IOException {
    if (blockPages == 0) {
      makeRoom(BlockCodec.PAGES);
    }
    Location place = place(hash, hashOffset);
    System.arraycopy(page, pageOffset, block, blockPages * Page.BYTES, Page.BYTES);
    blockPages++;
    if (blockPages == BlockCodec.PAGES) {
      flush();
    }
    return place;
  }

  /**
   * Sees to it that so many pages find room in one pack.
   *
   * <p>Preconditions: every page that has a place was added or written.
   */
  void makeRoom(int pages) throws IOException {
    PackDraft now = draft;
    if (now != null && now.pages() + pages > PackDraft.MAX_PAGES) {
      endPack();
      now = null;
    }
    if (now == null) {
      beginPack();
    }
  }

  /** Gives a page its place, before its block comes with {@link #write}. */
  Location place(byte[] hash, int offset) {
    PackDraft now = draft;
    if (now == null) {
      throw new IllegalStateException("There is no pack to put a page into");
    }
    return new Location(now.number(), now.add(hash, offset));
  }

  /** Writes the block of pages that have their places, in their order, compressed already. */
  void write(byte[] packed, int pages) throws IOException {
    PackWriter target = current();
    thread.add(() -> target.write(packed, pages));
  }

  /** Waits until everything is on the disk; returns how much the new packs take. */
  long finish() throws IOException {
    flush();
    endPack();
    thread.finish();
    finished = true;
    return bytes;
  }

  private void flush() throws IOException {
    if (blockPages > 0) {
      PackWriter target = current();
      byte[] plain = block;
      int pages = blockPages;
      block = new byte[BlockCodec.MAX_BYTES];
      blockPages = 0;
      thread.add(() -> target.write(codec.compress(plain, 0, pages), pages));
    }
  }

  private PackWriter current() {
    if (writer == null) {
      throw new IllegalStateException("There is no pack to write to");
    }
    return writer;
  }

  private void beginPack() throws IOException {
    List<Integer> numbers = PackFile.numbers(directory);
    int number = numbers.isEmpty() ? 1 : numbers.getFirst() + 1;
    PackWriter begun = null;
    while (begun == null) {
      try {
        begun = new PackWriter(directory, number);
      } catch (FileAlreadyExistsException e) {
        // Somebody else stores a version of the same application.
        number++;
      }
    }
    written.add(begun);
    writer = begun;
    draft = new PackDraft(number);
  }

  private void endPack() throws IOException {
    PackDraft done = draft;
    if (done != null) {
      PackWriter target = current();
      thread.add(() -> {
        bytes += target.finish(done);
        target.close();
      });
    }
    draft = null;
    writer = null;
  }

  @Override
  public void close() throws IOException {
    thread.close();
    codec.close();
    if (!finished) {
      for (PackWriter each : written) {
        each.abandon();
      }
    }
  }
}
