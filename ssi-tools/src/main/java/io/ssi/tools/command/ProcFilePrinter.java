package io.ssi.tools.command;

import io.ssi.membership.NodeId;
import io.ssi.tools.output.JsonWriter;
import io.ssi.tools.service.ClusterFiles.FileText;
import io.ssi.tools.service.ProcFile;
import io.ssi.tools.verb.ExitStatus;
import io.ssi.tools.verb.NodeArguments;
import io.ssi.tools.verb.Sources;
import io.ssi.tools.verb.VerbContext;
import java.util.List;
import java.util.Optional;

/** What {@code ssi proc} and its short forms have in common. */
final class ProcFilePrinter {
  private ProcFilePrinter() {}

  static ExitStatus print(ProcFile file, NodeSetOption nodes, VerbContext context) {
    Optional<List<NodeId>> ids = nodes.expression().map(NodeArguments.of(context)::ids);
    FileText answer = context.services().files().read(file, ids);
    if (context.isJson()) {
      JsonWriter json = context.json().beginObject();
      json.name("file").value(file.fileName());
      ProcFileJson.write(json, file, answer.text());
      Sources.write(json, answer.nodes());
      json.endObject().endDocument();
    } else {
      context.out().write(answer.text());
    }
    context.flush();
    boolean faulty = Sources.note(context, answer.nodes());
    return faulty && ids.isPresent() ? ExitStatus.PARTLY : ExitStatus.DONE;
  }
}
