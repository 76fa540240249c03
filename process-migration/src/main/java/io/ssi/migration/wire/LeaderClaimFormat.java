package io.ssi.migration.wire;

import io.ssi.migration.LeaderClaim;
import io.ssi.pid.ApplicationId;
import java.nio.ByteBuffer;

/** The bytes of a {@link LeaderClaim}, in the conversation of an application's containers. */
public final class LeaderClaimFormat {
  private static final int BYTES = Integer.BYTES + Long.BYTES + Integer.BYTES;

  private LeaderClaimFormat() {}

  /**
   * Writes it.
   *
   * @param claim the claim
   * @return its bytes
   */
  public static byte[] encode(LeaderClaim claim) {
    return ByteBuffer.allocate(BYTES)
        .putInt(claim.first().value())
        .putLong(claim.attempt())
        .putInt(claim.stays())
        .array();
  }

  /**
   * Reads it.
   *
   * @param bytes as {@link #encode} wrote them
   * @return the claim
   */
  public static LeaderClaim decode(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("Not a claim: " + bytes.length + " bytes");
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return new LeaderClaim(new ApplicationId(buffer.getInt()), buffer.getLong(), buffer.getInt());
  }
}
