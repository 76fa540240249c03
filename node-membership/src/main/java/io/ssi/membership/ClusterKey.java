package io.ssi.membership;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * The secret that makes agents a cluster: 32 random bytes, the same on every node, in a file that
 * only its owner can read. Never used directly: each use derives its own key from it (HKDF, RFC
 * 5869). Not a record, so that no generated method prints it.
 */
public final class ClusterKey {

  /** Length of a key in bytes. */
  public static final int LENGTH = 32;

  private static final Set<PosixFilePermission> OWNER_ONLY =
      Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private final byte[] bytes;

  private ClusterKey(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * A new key.
   *
   * @param random where it comes from
   * @return the key
   */
  public static ClusterKey generate(SecureRandom random) {
    byte[] bytes = new byte[LENGTH];
    random.nextBytes(bytes);
    return new ClusterKey(bytes);
  }

  /**
   * Reads a key from its text form, 64 hexadecimal digits; white space around them is ignored.
   *
   * @param text the digits
   * @return the key
   * @throws ClusterKeyException if it is anything else
   */
  public static ClusterKey parse(String text) {
    String digits = text.strip();
    if (digits.length() != 2 * LENGTH || !digits.chars().allMatch(HexFormat::isHexDigit)) {
      throw new ClusterKeyException(
          "A cluster key is " + 2 * LENGTH + " hexadecimal digits; this is something else");
    }
    return new ClusterKey(HexFormat.of().parseHex(digits));
  }

  /**
   * Reads a key from its file.
   *
   * @param file the file
   * @return the key
   * @throws ClusterKeyException if it cannot be read, is no key, or others than its owner can read
   *     it
   */
  public static ClusterKey readFrom(Path file) {
    try {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
      if (!OWNER_ONLY.containsAll(permissions)) {
        throw new ClusterKeyException(
            "The cluster key "
                + file
                + " can be read by others ("
                + PosixFilePermissions.toString(permissions)
                + "): chmod 600 it, and make a new key if others have seen this one");
      }
      return parse(Files.readString(file, StandardCharsets.US_ASCII));
    } catch (NoSuchFileException e) {
      throw new ClusterKeyException(
          "There is no cluster key " + file + ": copy it from another node of the cluster", e);
    } catch (IOException e) {
      throw new ClusterKeyException("Cannot read the cluster key " + file + ": " + e, e);
    }
  }

  /**
   * Writes the key to a new file with mode 0600.
   *
   * @param file where; must not exist
   * @throws ClusterKeyException if it exists or cannot be written
   */
  public void writeTo(Path file) {
    try {
      Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
      Files.writeString(
          file, HexFormat.of().formatHex(bytes) + "\n", StandardOpenOption.TRUNCATE_EXISTING);
    } catch (IOException e) {
      throw new ClusterKeyException("Cannot write a cluster key to " + file + ": " + e, e);
    }
  }

  /**
   * A key for one use, from which neither this key nor that of another use can be computed.
   *
   * @param salt fresh bytes that both sides know, or none
   * @param use names the use
   * @param length bytes wanted
   * @return the derived bytes
   */
  public byte[] derive(byte[] salt, String use, int length) {
    try {
      KDF hkdf = KDF.getInstance("HKDF-SHA256");
      return hkdf.deriveData(
          HKDFParameterSpec.ofExtract()
              .addIKM(bytes)
              .addSalt(salt)
              .thenExpand(("ssi " + use).getBytes(StandardCharsets.UTF_8), length));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java has no HKDF-SHA256", e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ClusterKey key && MessageDigest.isEqual(bytes, key.bytes);
  }

  @Override
  public int hashCode() {
    return ClusterKey.class.hashCode();
  }

  @Override
  public String toString() {
    return "ClusterKey[secret]";
  }
}
