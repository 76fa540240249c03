package io.ssi.membership.stream;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** The cipher of one direction, its nonce counting frames. For one thread at a time. */
final class FrameCipher {
  /** Most bytes of content in a frame. */
  static final int BLOCK = 256 * 1024;

  static final int HEADER = 4;
  static final int CHECKSUM = 4;
  static final int TAG = 16;

  /** Set in the header of the last frame of a direction. */
  static final int END = 0x8000_0000;

  private final int mode;
  private final SecretKeySpec key;
  private final Cipher cipher;
  private final ByteBuffer nonce = ByteBuffer.allocate(12);
  private long frames;

  private FrameCipher(int mode, byte[] key) {
    this.mode = mode;
    this.key = new SecretKeySpec(key, "AES");
    try {
      this.cipher = Cipher.getInstance("AES/GCM/NoPadding");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java has no AES/GCM", e);
    }
  }

  static FrameCipher sealing(byte[] key) {
    return new FrameCipher(Cipher.ENCRYPT_MODE, key);
  }

  static FrameCipher opening(byte[] key) {
    return new FrameCipher(Cipher.DECRYPT_MODE, key);
  }

  /** The cipher for the next frame, its header already taken in. */
  Cipher next(byte[] header) throws GeneralSecurityException {
    nonce.putLong(4, frames++);
    cipher.init(mode, key, new GCMParameterSpec(8 * TAG, nonce.array()));
    cipher.updateAAD(header, 0, HEADER);
    return cipher;
  }
}
