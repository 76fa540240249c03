package io.ssi.migration.wire;

import io.ssi.migration.image.ImageCorruptException;
import io.ssi.migration.image.Sha256;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * The outer parts of a version in one file. In bytes, numbers big-endian:
 *
 * <pre>
 *   "ssi-ckpt", format (int, 1)
 *   length (int), manifest
 *   seal, 32; SHA-256 over the manifest and the seal, 32
 *   the pages, as a node that lacks all of them gets them
 *   "whole.\n"
 * </pre>
 *
 * The pages are covered by the hashes in the manifest.
 */
public final class ExportStream {
  private static final byte[] MAGIC = "ssi-ckpt".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] END = "whole.\n".getBytes(StandardCharsets.US_ASCII);
  private static final int FORMAT = 1;
  private static final int HASH_BYTES = 32;
  private static final int LARGEST_MANIFEST = 64 << 20;

  private ExportStream() {}

  /**
   * What comes before the pages.
   *
   * @param manifest its bytes as stored
   * @param seal its keyed hash
   */
  public record Head(byte[] manifest, byte[] seal) {}

  /**
   * Writes what comes before the pages.
   *
   * @param out the file
   * @param head what
   * @throws IOException if it cannot be written
   */
  public static void write(DataOutputStream out, Head head) throws IOException {
    out.write(MAGIC);
    out.writeInt(FORMAT);
    out.writeInt(head.manifest().length);
    out.write(head.manifest());
    out.write(head.seal());
    out.write(hash(head));
  }

  /**
   * Reads what comes before the pages.
   *
   * @param in the file
   * @return the manifest and its seal, which is not checked
   * @throws ImageCorruptException if it is no such file, of another format, or damaged
   * @throws EOFException if it ends too early
   * @throws IOException if it cannot be read
   */
  public static Head read(DataInputStream in) throws IOException {
    byte[] magic = in.readNBytes(MAGIC.length);
    if (!Arrays.equals(magic, MAGIC)) {
      throw new ImageCorruptException("it is not what 'ssi ckpt export' writes");
    }
    int format = in.readInt();
    if (format != FORMAT) {
      throw new ImageCorruptException(
          "its format is "
              + format
              + ", this agent knows "
              + FORMAT
              + "; use an agent of the release that wrote it");
    }
    int length = in.readInt();
    if (length < 1 || length > LARGEST_MANIFEST) {
      throw damaged();
    }
    byte[] manifest = in.readNBytes(length);
    if (manifest.length != length) {
      throw new EOFException("it ends inside the manifest");
    }
    byte[] seal = new byte[HASH_BYTES];
    in.readFully(seal);
    byte[] hash = new byte[HASH_BYTES];
    in.readFully(hash);
    Head head = new Head(manifest, seal);
    if (!MessageDigest.isEqual(hash, hash(head))) {
      throw damaged();
    }
    return head;
  }

  /**
   * Writes what comes after the pages.
   *
   * @param out the file
   * @throws IOException if it cannot be written
   */
  public static void end(DataOutputStream out) throws IOException {
    out.write(END);
    out.flush();
  }

  /**
   * Reads what comes after the pages.
   *
   * @param in the file
   * @throws EOFException if it ends too early
   * @throws ImageCorruptException if something else comes
   * @throws IOException if it cannot be read
   */
  public static void readEnd(DataInputStream in) throws IOException {
    byte[] end = new byte[END.length];
    in.readFully(end);
    if (!Arrays.equals(end, END)) {
      throw damaged();
    }
  }

  private static byte[] hash(Head head) {
    MessageDigest digest = Sha256.digest();
    digest.update(head.manifest());
    return digest.digest(head.seal());
  }

  private static ImageCorruptException damaged() {
    return new ImageCorruptException("it is damaged");
  }
}
