package io.ssi.linux.criu.image;

import io.ssi.linux.criu.wire.CriuImageProto.FileEntry;
import io.ssi.linux.criu.wire.CriuImageProto.InternetSocketEntry;
import io.ssi.linux.criu.wire.CriuImageProto.RegularEntry;
import io.ssi.linux.criu.wire.CriuImageProto.UnixSocketEntry;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Reads {@code files.img}: everything that is open, mapped, or somebody's directory. */
final class ImageFiles {
  private ImageFiles() {}

  /** By their numbers. */
  static Map<Integer, OpenFile> read(Path directory) {
    Map<Integer, OpenFile> files = new HashMap<>();
    for (OpenFile file :
        ImageFile.read(directory, ImageKind.FILES).all(FileEntry.parser(), ImageFiles::of)) {
      if (files.put(file.id(), file) != null) {
        throw new ImageFormatException(
            "The image in " + directory + " has the file number " + file.id() + " twice");
      }
    }
    return Map.copyOf(files);
  }

  private static OpenFile of(FileEntry entry) {
    Present.require(entry.hasId(), "id");
    FileType type = FileType.of(entry.hasType(), entry.getType());
    int id = entry.getId();
    return switch (type) {
      case REGULAR -> regular(id, entry);
      case PIPE -> pipe(id, entry);
      case FIFO -> namedPipe(id, entry);
      case INTERNET_SOCKET -> internetSocket(id, entry);
      case UNIX_SOCKET -> unixSocket(id, entry);
      default -> new OpenFile.Other(id, type);
    };
  }

  private static OpenFile regular(int id, FileEntry file) {
    Present.require(file.hasRegular(), "reg");
    RegularEntry entry = file.getRegular();
    Present.require(entry.hasFlags(), "flags");
    Present.require(entry.hasPosition(), "pos");
    Present.require(entry.hasPath(), "name");
    return new OpenFile.Regular(
        id,
        entry.getPath(),
        entry.getFlags(),
        entry.getPosition(),
        entry.hasSize() ? OptionalLong.of(entry.getSize()) : OptionalLong.empty(),
        entry.hasMode() ? OptionalInt.of(entry.getMode()) : OptionalInt.empty(),
        buildId(entry.getBuildIdList()));
  }

  // CRIU stores the bytes of the note four at a time, in the order of the machine.
  private static Optional<String> buildId(List<Integer> words) {
    if (words.isEmpty()) {
      return Optional.empty();
    }
    StringBuilder digits = new StringBuilder();
    for (int word : words) {
      digits.append(HexFormat.of().toHexDigits(Integer.reverseBytes(word)));
    }
    return Optional.of(digits.toString());
  }

  private static OpenFile pipe(int id, FileEntry file) {
    Present.require(file.hasPipe() && file.getPipe().hasPipe(), "pipe_id");
    return new OpenFile.Pipe(id, Integer.toUnsignedLong(file.getPipe().getPipe()));
  }

  private static OpenFile namedPipe(int id, FileEntry file) {
    Present.require(file.hasFifo() && file.getFifo().hasPipe(), "pipe_id");
    Present.require(file.getFifo().hasNode(), "regf_id");
    return new OpenFile.NamedPipe(id, file.getFifo().getNode());
  }

  private static OpenFile internetSocket(int id, FileEntry file) {
    Present.require(file.hasInternetSocket(), "isk");
    InternetSocketEntry entry = file.getInternetSocket();
    Present.require(entry.hasFamily(), "family");
    Present.require(entry.hasProtocol(), "proto");
    Present.require(entry.hasState(), "state");
    Present.require(entry.hasSourcePort() && entry.hasTargetPort(), "port");
    return new OpenFile.InternetSocket(
        id,
        entry.getFamily(),
        entry.getProtocol(),
        entry.getState(),
        endpoint(entry.getSourceAddressList(), entry.getSourcePort()),
        endpoint(entry.getTargetAddressList(), entry.getTargetPort()));
  }

  static OpenFile.Endpoint endpoint(List<Integer> words, int port) {
    if (words.size() != 1 && words.size() != 4) {
      throw new IllegalArgumentException("an address has " + words.size() + " words");
    }
    byte[] address = new byte[words.size() * Integer.BYTES];
    for (int i = 0; i < address.length; i++) {
      // Each word holds four bytes in network order as this little-endian machine reads them.
      address[i] = (byte) (words.get(i / Integer.BYTES) >>> (i % Integer.BYTES * Byte.SIZE));
    }
    return OpenFile.Endpoint.of(address, port);
  }

  private static OpenFile unixSocket(int id, FileEntry file) {
    Present.require(file.hasUnixSocket(), "usk");
    UnixSocketEntry entry = file.getUnixSocket();
    Present.require(entry.hasInode(), "ino");
    Present.require(entry.hasPeer(), "peer");
    Present.require(entry.hasName(), "name");
    // The image keeps the zero bytes of sun_path: one in front of an abstract name, one at the end.
    String name = entry.getName().toStringUtf8();
    if (name.startsWith("\0")) {
      name = "@" + name.substring(1);
    }
    return new OpenFile.UnixSocket(
        id,
        entry.getInode(),
        entry.getPeer(),
        name.endsWith("\0") ? name.substring(0, name.length() - 1) : name);
  }
}
