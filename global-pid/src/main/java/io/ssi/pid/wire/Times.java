package io.ssi.pid.wire;

import java.time.Instant;

/** Instants on the wire. */
final class Times {
  private Times() {}

  static PidProto.Time time(Instant instant) {
    return PidProto.Time.newBuilder()
        .setSeconds(instant.getEpochSecond())
        .setNanos(instant.getNano())
        .build();
  }

  static Instant time(PidProto.Time time) {
    return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
  }
}
