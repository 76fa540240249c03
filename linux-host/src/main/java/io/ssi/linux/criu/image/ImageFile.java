package io.ssi.linux.criu.image;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The outer format of an image: one or two magic numbers, then entries of a 32 bit length and that
 * many bytes, to the end of the file; all little-endian.
 */
final class ImageFile {
  // A thousand times what a large process needs; only a mutilated file or a wrong one is larger.
  private static final long LARGEST_BYTES = 1L << 30;

  private final Path file;
  private final List<ByteBuffer> entries;

  private ImageFile(Path file, List<ByteBuffer> entries) {
    this.file = file;
    this.entries = entries;
  }

  /** Reads a file of that kind from a directory. */
  static ImageFile read(Path directory, ImageKind kind) {
    return readFile(directory.resolve(kind.fileName()), kind);
  }

  /** The same for one of many. */
  static ImageFile read(Path directory, ImageKind kind, long number) {
    return readFile(directory.resolve(kind.fileName(number)), kind);
  }

  /** Whether the directory has such a file; some are written only where there is content. */
  static boolean exists(Path directory, ImageKind kind) {
    return Files.exists(directory.resolve(kind.fileName()));
  }

  /** The same for one of many. */
  static boolean exists(Path directory, ImageKind kind, long number) {
    return Files.exists(directory.resolve(kind.fileName(number)));
  }

  /** Names of all files of that kind. */
  static Set<String> names(Path directory, ImageKind kind) {
    try (Stream<Path> all = Files.list(directory)) {
      return all.map(file -> String.valueOf(file.getFileName()))
          .filter(kind::isName)
          .collect(Collectors.toUnmodifiableSet());
    } catch (IOException | UncheckedIOException e) {
      throw new ImageFormatException(
          "The image in " + directory + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static ImageFile readFile(Path file, ImageKind kind) {
    try {
      if (Files.size(file) > LARGEST_BYTES) {
        throw new ImageFormatException("The image " + file + " is too large to be one");
      }
      return parse(file, Files.readAllBytes(file), kind);
    } catch (NoSuchFileException e) {
      throw new ImageFormatException("The image is incomplete: " + file + " is missing", e);
    } catch (IOException e) {
      throw new ImageFormatException("The image " + file + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** Takes the content of a file apart; the name is for messages. */
  static ImageFile parse(Path file, byte[] content, ImageKind kind) {
    ByteBuffer buffer = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    if (kind.hasFamilyMagic()) {
      requireMagic(file, buffer, kind.familyMagic());
    }
    requireMagic(file, buffer, kind.magic());
    List<ByteBuffer> entries = new ArrayList<>();
    while (buffer.hasRemaining()) {
      entries.add(entry(file, buffer));
    }
    return new ImageFile(file, entries);
  }

  /** The first entry of one of many, behind which there is something else than entries. */
  static ImageFile readFirst(Path directory, ImageKind kind, long number) {
    Path file = directory.resolve(kind.fileName(number));
    try {
      byte[] content = Files.readAllBytes(file);
      ByteBuffer buffer = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
      requireMagic(file, buffer, kind.familyMagic());
      requireMagic(file, buffer, kind.magic());
      return new ImageFile(file, List.of(entry(file, buffer)));
    } catch (IOException e) {
      throw new ImageFormatException("The image " + file + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** All entries as values; the function refuses by IllegalArgumentException. */
  <M extends MessageLite, T> List<T> all(Parser<M> parser, Function<M, T> reader) {
    List<T> values = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      values.add(value(i, parser, reader));
    }
    return List.copyOf(values);
  }

  /** The only entry as a value. */
  <M extends MessageLite, T> T single(Parser<M> parser, Function<M, T> reader) {
    if (entries.size() != 1) {
      throw new ImageFormatException(
          "The image " + file + " has " + entries.size() + " entries instead of one");
    }
    return value(0, parser, reader);
  }

  /** How many entries there are. */
  int size() {
    return entries.size();
  }

  /** One entry as it stands in the file. */
  byte[] bytes(int index) {
    ByteBuffer entry = entries.get(index).duplicate();
    byte[] bytes = new byte[entry.remaining()];
    entry.get(bytes);
    return bytes;
  }

  /** One entry as a value. */
  <M extends MessageLite, T> T value(int index, Parser<M> parser, Function<M, T> reader) {
    if (index >= entries.size()) {
      throw new ImageFormatException("The image " + file + " ends before entry " + index);
    }
    try {
      return reader.apply(parser.parseFrom(entries.get(index).duplicate()));
    } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
      throw new ImageFormatException(
          "The image " + file + " is damaged in entry " + index + ": " + e.getMessage(), e);
    }
  }

  private static void requireMagic(Path file, ByteBuffer buffer, int expected) {
    if (buffer.remaining() < Integer.BYTES) {
      throw new ImageFormatException("The image " + file + " is truncated in its head");
    }
    int found = buffer.getInt();
    if (found != expected) {
      throw new ImageFormatException(
          String.format(
              Locale.ROOT, "The image %s begins with %08x instead of %08x", file, found, expected));
    }
  }

  private static ByteBuffer entry(Path file, ByteBuffer buffer) {
    if (buffer.remaining() < Integer.BYTES) {
      throw new ImageFormatException("The image " + file + " is truncated between entries");
    }
    int length = buffer.getInt();
    if (length < 0 || length > buffer.remaining()) {
      throw new ImageFormatException(
          "The image "
              + file
              + " is truncated: an entry of "
              + Integer.toUnsignedString(length)
              + " bytes, and "
              + buffer.remaining()
              + " are left");
    }
    ByteBuffer entry = buffer.slice(buffer.position(), length);
    buffer.position(buffer.position() + length);
    return entry;
  }
}
