package io.ssi.migration.wire;

import io.ssi.migration.CancelledException;
import io.ssi.migration.MigrationException;
import io.ssi.migration.MoveBlocker;
import io.ssi.migration.MoveFailedException;
import io.ssi.migration.Outcome;
import io.ssi.migration.RefusedException;
import io.ssi.migration.image.ImageCorruptException;
import java.util.List;

/** Carries the errors of this module from one agent to another, with their outcome. */
final class FailureFormat {

  private FailureFormat() {}

  static Failure encode(MigrationException failure) {
    String kind =
        switch (failure) {
          case CancelledException _ -> "cancelled";
          case RefusedException _ -> "refused";
          case ImageCorruptException _ -> "corrupt";
          default -> "failed";
        };
    return Failure.newBuilder()
        .setKind(kind)
        .setOutcome(failure.outcome().name())
        .setMessage(String.valueOf(failure.getMessage()))
        .build();
  }

  static MigrationException decode(Failure failure) {
    Outcome outcome = Outcome.valueOf(failure.getOutcome());
    return switch (failure.getKind()) {
      case "cancelled" -> new CancelledException(outcome, failure.getMessage());
      case "refused" -> new RefusedException(failure.getMessage());
      case "corrupt" -> new ImageCorruptException(failure.getMessage());
      default -> new MoveFailedException(outcome, failure.getMessage());
    };
  }

  static Blocker encode(MoveBlocker blocker) {
    return Blocker.newBuilder()
        .setCode(blocker.code().name())
        .setSubject(blocker.subject())
        .setMessage(blocker.message())
        .setAdvice(blocker.advice())
        .build();
  }

  static MoveBlocker decode(Blocker blocker) {
    return new MoveBlocker(
        MoveBlocker.Code.valueOf(blocker.getCode()),
        blocker.getSubject(),
        blocker.getMessage(),
        blocker.getAdvice());
  }

  static MoveBlockers encodeAll(List<MoveBlocker> blockers) {
    MoveBlockers.Builder all = MoveBlockers.newBuilder();
    blockers.forEach(blocker -> all.addBlockers(encode(blocker)));
    return all.build();
  }

  static List<MoveBlocker> decodeAll(MoveBlockers blockers) {
    return blockers.getBlockersList().stream().map(FailureFormat::decode).toList();
  }
}
