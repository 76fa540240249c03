package io.ssi.tools.command;

import io.ssi.tools.output.JsonWriter;
import io.ssi.tools.service.Blocker;
import io.ssi.tools.service.NotMovableException;
import io.ssi.tools.verb.ExitStatus;
import io.ssi.tools.verb.VerbContext;
import java.util.List;

/** How the reasons are shown why an application cannot be moved or saved. */
final class Blockers {
  private Blockers() {}

  static String line(Blocker blocker) {
    String advice = blocker.advice().isEmpty() ? "" : "; " + blocker.advice();
    return blocker.subject() + " " + blocker.message() + advice;
  }

  static void write(JsonWriter json, List<Blocker> blockers) {
    json.beginObject().name("movable").value(blockers.isEmpty());
    json.name("blockers").beginArray();
    for (Blocker blocker : blockers) {
      json.beginObject();
      json.name("code").value(blocker.code());
      json.name("subject").value(blocker.subject());
      json.name("message").value(blocker.message());
      json.name("advice").value(blocker.advice());
      json.endObject();
    }
    json.endArray().endObject().endDocument();
  }

  /** The answer to a dry run; can: what is possible if there are none. */
  static ExitStatus answer(VerbContext context, List<Blocker> blockers, String can) {
    if (context.isJson()) {
      write(context.json(), blockers);
    } else if (blockers.isEmpty()) {
      context.out().println(can);
    } else {
      blockers.forEach(blocker -> context.out().println(line(blocker)));
    }
    return blockers.isEmpty() ? ExitStatus.DONE : ExitStatus.FAILED;
  }

  /** With JSON the reasons are the document; without, the exception is the line. */
  static ExitStatus refuse(VerbContext context, NotMovableException e) {
    if (!context.isJson()) {
      throw e;
    }
    write(context.json(), e.blockers());
    String advice = e.advice().isEmpty() ? "" : "; " + e.advice();
    context.note("ssi: " + e.getMessage() + advice);
    return ExitStatus.FAILED;
  }
}
