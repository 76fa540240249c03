package io.ssi.pid.message;

import io.ssi.pid.ApplicationId;
import java.time.Duration;

/**
 * Asks a node for a piece of what an application wrote.
 *
 * @param application whose
 * @param segment the stay, counted from 0
 * @param offset first byte wanted
 * @param maxBytes how many at most
 * @param patience how long to wait for the first byte where there is none yet
 */
public record LogRequest(
    ApplicationId application, int segment, long offset, int maxBytes, Duration patience) {

  /** The largest piece. */
  public static final int MAX_BYTES = 1024 * 1024;

  /** Refuses pieces that do not fit into an answer. */
  public LogRequest {
    if (segment < 0 || offset < 0 || maxBytes < 1 || maxBytes > MAX_BYTES) {
      throw new IllegalArgumentException(
          "No such piece of a log: segment "
              + segment
              + ", offset "
              + offset
              + ", "
              + maxBytes
              + " bytes");
    }
  }
}
