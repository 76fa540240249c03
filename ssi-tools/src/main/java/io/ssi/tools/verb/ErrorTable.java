package io.ssi.tools.verb;

import io.ssi.linux.LinuxException;
import io.ssi.linux.LinuxPermissionException;
import io.ssi.linux.NoSuchProcessException;
import io.ssi.membership.MembershipException;
import io.ssi.membership.map.NoQuorumException;
import io.ssi.membership.map.WriteOutcomeUnknownException;
import io.ssi.pid.NoSuchApplicationException;
import io.ssi.pid.NoSuchGlobalProcessException;
import io.ssi.pid.NotPermittedException;
import io.ssi.pid.PidException;
import io.ssi.tools.service.InterruptedVerbException;
import io.ssi.tools.service.ProgramNotStartedException;
import io.ssi.tools.service.TimedOutException;
import io.ssi.tools.service.ToolsException;
import io.ssi.tools.service.UsageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which exception ends a command how. The first row that fits is taken. What fits no row is a
 * defect of the program.
 */
public final class ErrorTable {

  /**
   * A row.
   *
   * @param type the exception and all below it
   * @param status how the command ends
   * @param code what scripts tell it by
   */
  public record Row(Class<? extends RuntimeException> type, ExitStatus status, String code) {}

  private static final List<Row> ROWS =
      List.of(
          new Row(NoQuorumException.class, ExitStatus.FAILED, "no_quorum"),
          new Row(WriteOutcomeUnknownException.class, ExitStatus.FAILED, "outcome_unknown"),
          new Row(MembershipException.class, ExitStatus.FAILED, "membership"),
          new Row(NoSuchApplicationException.class, ExitStatus.FAILED, "unknown_application"),
          new Row(NoSuchGlobalProcessException.class, ExitStatus.FAILED, "unknown_process"),
          new Row(NotPermittedException.class, ExitStatus.FAILED, "not_permitted"),
          new Row(PidException.class, ExitStatus.FAILED, "process"),
          new Row(LinuxPermissionException.class, ExitStatus.FAILED, "not_permitted"),
          new Row(NoSuchProcessException.class, ExitStatus.FAILED, "unknown_process"),
          new Row(LinuxException.class, ExitStatus.FAILED, "system"));

  private final List<Row> rows;

  /** The rows for the modules below this one. */
  public ErrorTable() {
    this(List.of());
  }

  /**
   * The rows for the modules below this one, after those of the agent.
   *
   * @param more rows that come first
   */
  public ErrorTable(List<Row> more) {
    List<Row> all = new ArrayList<>(more);
    all.addAll(ROWS);
    rows = List.copyOf(all);
  }

  /**
   * What an exception means to the caller.
   *
   * @param e what the verb threw
   * @return the error; empty if it is a defect
   */
  public Optional<VerbError> find(RuntimeException e) {
    if (e instanceof ToolsException known) {
      return Optional.of(new VerbError(statusOf(known), known.code(), text(e), known.advice()));
    }
    for (Row row : rows) {
      if (row.type().isInstance(e)) {
        return Optional.of(new VerbError(row.status(), row.code(), text(e), ""));
      }
    }
    return Optional.empty();
  }

  private static ExitStatus statusOf(ToolsException e) {
    return switch (e) {
      case UsageException usage -> ExitStatus.USAGE;
      case TimedOutException late -> ExitStatus.TIMED_OUT;
      case ProgramNotStartedException program ->
          program.found() ? ExitStatus.NOT_EXECUTABLE : ExitStatus.NOT_FOUND;
      case InterruptedVerbException interrupted -> {
        var signal = interrupted.reason().signal();
        yield signal.isPresent() ? ExitStatus.killed(signal.getAsInt()) : ExitStatus.FAILED;
      }
      default -> ExitStatus.FAILED;
    };
  }

  private static String text(RuntimeException e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }
}
