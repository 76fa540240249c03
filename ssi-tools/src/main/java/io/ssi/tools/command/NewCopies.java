package io.ssi.tools.command;

import io.ssi.membership.NodeId;
import io.ssi.pid.AppOrPid;
import io.ssi.tools.output.JsonWriter;
import io.ssi.tools.service.Checkpoints;
import io.ssi.tools.service.Checkpoints.ChangedFiles;
import io.ssi.tools.service.Checkpoints.RestartRequest;
import io.ssi.tools.service.Checkpoints.Restarted;
import io.ssi.tools.service.NotMovableException;
import io.ssi.tools.verb.ErrorTable;
import io.ssi.tools.verb.ExitStatus;
import io.ssi.tools.verb.VerbContext;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code ssi restart --new}: new applications from one version, some at a time. */
final class NewCopies {
  private static final Logger LOG = LoggerFactory.getLogger(NewCopies.class);
  // Each writes its image to its node's disk and memory.
  private static final int AT_A_TIME = 8;

  private final VerbContext context;
  private final AppOrPid application;
  private final Optional<Integer> version;
  private final Optional<ChangedFiles> files;
  private final List<NodeId> nodes;
  private final ErrorTable errors = new ErrorTable();
  // Both by turn, guarded by the first.
  private final SortedMap<Integer, Restarted> started = new TreeMap<>();
  private final SortedMap<Integer, String> failed = new TreeMap<>();

  /** The nodes are taken in turns; none for any that can. */
  NewCopies(
      VerbContext context,
      AppOrPid application,
      Optional<Integer> version,
      Optional<ChangedFiles> files,
      List<NodeId> nodes) {
    this.context = context;
    this.application = application;
    this.version = version;
    this.files = files;
    this.nodes = nodes;
  }

  /** Starts so many; of a single one whose number nobody gave the answer is like a restart's. */
  ExitStatus run(Optional<Integer> count, boolean dryRun) {
    Checkpoints checkpoints = context.services().checkpoints();
    if (dryRun) {
      return Blockers.answer(
          context,
          checkpoints.checkRestart(request(0), context.call()),
          "a new application can be started from it");
    }
    if (count.isEmpty()) {
      return one(checkpoints);
    }
    all(count.get());
    if (context.isJson()) {
      write(context.json());
    } else {
      started.values().forEach(back -> RestartedPrinter.line(context, back));
    }
    started.values().forEach(back -> RestartedPrinter.notes(context, back));
    failed.forEach((turn, why) -> context.note("ssi: copy " + turn + ": " + why));
    return ExitStatus.ofItems(started.size(), failed.size());
  }

  private ExitStatus one(Checkpoints checkpoints) {
    Restarted back;
    try {
      back = checkpoints.restart(request(0), context.call());
    } catch (NotMovableException e) {
      return Blockers.refuse(context, e);
    }
    if (context.isJson()) {
      JsonWriter json = context.json();
      RestartedPrinter.write(json, back);
      json.endDocument();
    } else {
      RestartedPrinter.line(context, back);
    }
    RestartedPrinter.notes(context, back);
    return ExitStatus.DONE;
  }

  private void all(int count) {
    Semaphore slots = new Semaphore(AT_A_TIME);
    for (int i = 0; i < count; i++) {
      int turn = i;
      slots.acquireUninterruptibly();
      Runnable task =
          () -> {
            try {
              start(turn);
            } finally {
              slots.release();
            }
          };
      context.services().many().threads().newThread(task).start();
    }
    slots.acquireUninterruptibly(AT_A_TIME);
  }

  private void start(int turn) {
    try {
      context.cancellation().throwIfCancelled("it was not started");
      Restarted back = context.services().checkpoints().restart(request(turn), context.call());
      synchronized (started) {
        started.put(turn, back);
      }
    } catch (RuntimeException e) {
      String why =
          errors
              .find(e)
              .map(error -> error.words())
              .orElseGet(() -> {
                LOG.error("a copy was not started in a way that nobody foresaw", e);
                return "internal error: " + e;
              });
      synchronized (started) {
        failed.put(turn, why);
      }
    }
  }

  private RestartRequest request(int turn) {
    Optional<NodeId> node =
        nodes.isEmpty() ? Optional.empty() : Optional.of(nodes.get(turn % nodes.size()));
    return new RestartRequest(application, version, node, files, List.of(), Optional.of(turn));
  }

  private void write(JsonWriter json) {
    json.beginObject().name("applications").beginArray();
    started.values().forEach(back -> RestartedPrinter.write(json, back));
    json.endArray().name("failed").beginArray();
    failed.forEach((turn, why) -> {
      json.beginObject().name("copy").value(turn);
      json.name("message").value(why).endObject();
    });
    json.endArray().endObject().endDocument();
  }
}
