package io.ssi.pid.foreground;

import io.ssi.linux.syscall.Descriptor;
import io.ssi.linux.syscall.SplicedFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One file of an {@link OutputJournal}: a page that begins with three numbers, then bytes of the
 * stream. The numbers are those below, of eight bytes each. Guarded by its journal.
 */
final class JournalFile {
  private static final int HEADER = 4096;
  private static final int WORDS = 3 * Long.BYTES;

  private final Path path;
  private final SplicedFile file;
  private long begin;
  private long taken;
  private long mark;
  private long length;

  private JournalFile(Path path, SplicedFile file) {
    this.path = path;
    this.file = file;
  }

  /** A new one, or an old one emptied. */
  static JournalFile create(Path path) {
    return new JournalFile(path, SplicedFile.create(path));
  }

  /** One that is there; not even its page may be whole. */
  static JournalFile open(Path path) {
    JournalFile opened = new JournalFile(path, SplicedFile.open(path));
    ByteBuffer words = ByteBuffer.allocate(WORDS).put(opened.file.read(0, WORDS)).rewind();
    opened.begin = words.getLong();
    opened.taken = words.getLong();
    opened.mark = words.getLong();
    opened.length = Math.max(0, opened.file.size() - HEADER);
    return opened;
  }

  /** The number, in the stream, of its first byte. */
  long begin() {
    return begin;
  }

  /** The number of the byte after its last one. */
  long end() {
    return begin + length;
  }

  long length() {
    return length;
  }

  /** How many bytes of the stream were taken when this was the file that grows. */
  long taken() {
    return taken;
  }

  /** How long the log was, plus one, before what was not taken went there; 0 if it did not. */
  long mark() {
    return mark;
  }

  /** Drops what it has, all of which was taken. */
  void beginAnew(long at, long newTaken) {
    file.truncate(HEADER);
    begin = at;
    length = 0;
    note(newTaken, 0);
  }

  /** Notes what is not in the stream itself. */
  void note(long newTaken, long newMark) {
    taken = newTaken;
    mark = newMark;
    byte[] words = ByteBuffer.allocate(WORDS).putLong(begin).putLong(taken).putLong(mark).array();
    file.write(0, words, 0, WORDS);
  }

  /** Moves what is in a pipe to its end, without waiting; gives how much, -1 at the end. */
  int take(Descriptor pipe, int most) {
    int count = file.take(pipe, most);
    length += Math.max(count, 0);
    return count;
  }

  void add(byte[] bytes) {
    file.write(HEADER + length, bytes, 0, bytes.length);
    length += bytes.length;
  }

  /** What it has of a part of the stream. */
  byte[] read(long from, long to) {
    long first = Math.max(from, begin);
    long last = Math.min(to, end());
    return first < last ? file.read(HEADER + first - begin, (int) (last - first)) : new byte[0];
  }

  /** Closes it for good. */
  void delete() throws IOException {
    close();
    Files.deleteIfExists(path);
  }

  void close() {
    file.close();
  }
}
