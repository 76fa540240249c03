package io.ssi.tools.top;

import io.ssi.tools.output.JsonWriter;
import io.ssi.tools.service.ProcessRow;
import io.ssi.tools.top.model.NodeUse;
import io.ssi.tools.top.model.Picture;
import io.ssi.tools.top.model.TaskCounts;
import io.ssi.tools.top.model.TopRow;
import java.util.List;
import java.util.Locale;

/** The document of {@code ssi top --json}: an array that grows by one object at each look. */
final class TopJson {
  private final JsonWriter json;

  TopJson(JsonWriter json) {
    this.json = json;
  }

  void begin() {
    json.beginObject().name("samples").beginArray();
  }

  void end() {
    json.endArray().endObject().endDocument();
  }

  void write(Picture picture, List<TopRow> rows) {
    json.beginObject();
    json.name("time").value(picture.time());
    json.name("cluster").value(picture.cluster());
    json.name("quorum").value(picture.quorum());
    json.name("total").beginObject();
    use(picture.all());
    json.endObject();
    json.name("tasks").beginObject();
    tasks(picture.tasks());
    json.endObject();
    json.name("nodes").beginArray();
    picture.nodes().forEach(this::node);
    json.endArray().name("processes").beginArray();
    rows.forEach(this::process);
    json.endArray().endObject();
  }

  private void use(NodeUse.Use use) {
    json.name("cpus").value(use.cpus());
    json.name("cpu_percent").value(use.cpuPercent());
    json.name("memory_bytes").value(use.memoryBytes());
    json.name("memory_used_bytes").value(use.usedBytes());
    json.name("load1").value(use.load1());
  }

  private void tasks(TaskCounts tasks) {
    json.name("total").value(tasks.total());
    json.name("running").value(tasks.running());
    json.name("sleeping").value(tasks.sleeping());
    json.name("stopped").value(tasks.stopped());
    json.name("zombie").value(tasks.zombies());
    json.name("applications").value(tasks.applications());
  }

  private void node(NodeUse node) {
    json.beginObject().name("name").value(node.name());
    json.name("state").value(node.state().name().toLowerCase(Locale.ROOT));
    json.name("reason").value(node.reason());
    node.use().ifPresent(this::use);
    json.name("age_ms").value(node.age());
    json.name("error").value(node.problem());
    json.endObject();
  }

  private void process(TopRow row) {
    ProcessRow process = row.process();
    json.beginObject().name("gpid").value(process.gpid().value());
    json.name("node").value(process.node());
    json.name("pid").value(process.pid());
    process.application().ifPresent(id -> json.name("application").value(id.value()));
    json.name("uid").value(process.uid());
    json.name("user").value(process.user());
    json.name("state").value(String.valueOf(process.state()));
    json.name("cpu_percent").value(row.cpuPercent());
    json.name("memory_percent").value(process.memoryPercent());
    json.name("rss_bytes").value(process.rssBytes());
    json.name("time_ms").value(process.time());
    json.name("command").value(process.command());
    json.endObject();
  }
}
