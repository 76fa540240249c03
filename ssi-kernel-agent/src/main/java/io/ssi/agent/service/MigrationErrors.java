package io.ssi.agent.service;

import io.ssi.migration.CancelledException;
import io.ssi.migration.MigrationException;
import io.ssi.migration.MoveBlocker;
import io.ssi.migration.MoveFailedException;
import io.ssi.migration.NotMovableException;
import io.ssi.migration.Outcome;
import io.ssi.migration.RefusedException;
import io.ssi.migration.image.ImageCorruptException;
import io.ssi.tools.service.Blocker;
import io.ssi.tools.service.InterruptedVerbException;
import io.ssi.tools.service.ToolsException;
import io.ssi.tools.service.VerbCall;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Turns the errors of process-migration into those of the verbs, so that each is one line with a
 * code and advice.
 */
final class MigrationErrors {

  private MigrationErrors() {}

  static <T> T translated(String attempt, VerbCall call, Supplier<T> work) {
    try {
      return work.get();
    } catch (MigrationException e) {
      throw translate(attempt, call, e);
    }
  }

  private static ToolsException translate(String attempt, VerbCall call, MigrationException e) {
    String message = String.valueOf(e.getMessage());
    return switch (e) {
      case NotMovableException notMovable ->
          new io.ssi.tools.service.NotMovableException(attempt, blockers(notMovable.blockers()));
      case CancelledException _ when call.cancellation().reason().isPresent() ->
          new InterruptedVerbException(call.cancellation().reason().get(), message);
      case RefusedException _ -> new io.ssi.tools.service.RefusedException("refused", message, "");
      case ImageCorruptException _ ->
          new io.ssi.tools.service.RefusedException("image_corrupt", message, "see: ssi ckpt list");
      case MoveFailedException failed ->
          new io.ssi.tools.service.RefusedException(code(failed.outcome()), message, "");
      default -> new io.ssi.tools.service.RefusedException(code(e.outcome()), message, "");
    };
  }

  private static String code(Outcome outcome) {
    return "failed_" + outcome.name().toLowerCase(Locale.ROOT);
  }

  static List<Blocker> blockers(List<MoveBlocker> found) {
    return found.stream()
        .map(each ->
            new Blocker(
                each.code().name().toLowerCase(Locale.ROOT),
                each.subject(),
                each.message(),
                each.advice()))
        .toList();
  }
}
