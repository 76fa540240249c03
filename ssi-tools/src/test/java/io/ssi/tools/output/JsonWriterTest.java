package io.ssi.tools.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JsonWriterTest {
  private final StringWriter text = new StringWriter();
  private final PrintWriter out = new PrintWriter(text);
  private final JsonWriter json = new JsonWriter(out);

  @Test
  void writesEveryKindOfValue() {
    json.beginObject();
    json.name("text").value("a");
    json.name("whole").value(-7);
    json.name("broken").value(0.5);
    json.name("none").value(Double.NaN);
    json.name("yes").value(true);
    json.name("nothing").nullValue();
    json.name("absent").value(Optional.empty());
    json.name("there").value(Optional.of("x"));
    json.name("time_ms").value(Duration.ofSeconds(2));
    json.name("date").value(Instant.EPOCH);
    json.name("list").value(List.of("a", "b"));
    json.name("empty").beginArray().endArray();
    json.name("inner").beginObject().endObject();
    json.endObject().endDocument();

    assertThat(text)
        .hasToString(
            "{\"text\":\"a\",\"whole\":-7,\"broken\":0.5,\"none\":null,\"yes\":true,"
                + "\"nothing\":null,\"absent\":null,\"there\":\"x\",\"time_ms\":2000,"
                + "\"date\":\"1970-01-01T00:00:00Z\",\"list\":[\"a\",\"b\"],\"empty\":[],"
                + "\"inner\":{}}\n");
  }

  @Test
  void escapesWhatJsonAndTerminalsDoNotBear() {
    json.value("q\" b\\ n\n t\t r\r e\u001b d\u007f lone\ud800 pair\ud83d\ude00 ü").endDocument();

    assertThat(text)
        .hasToString(
            "\"q\\\" b\\\\ n\\n t\\t r\\r e\\u001b d\\u007f lone\\ud800 pair\ud83d\ude00 ü\"\n");
  }

  @Test
  void refusesWhatWouldBeMalformed() {
    assertThatThrownBy(json::endDocument).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> json.name("a")).isInstanceOf(IllegalStateException.class);
    json.beginObject();
    assertThatThrownBy(() -> json.value(1)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(json::endArray).isInstanceOf(IllegalStateException.class);
    json.name("a");
    assertThatThrownBy(json::endObject).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> json.name("b")).isInstanceOf(IllegalStateException.class);
    json.value(1);
    assertThatThrownBy(json::endDocument).isInstanceOf(IllegalStateException.class);
    json.endObject();
    assertThatThrownBy(() -> json.value(2)).isInstanceOf(IllegalStateException.class);
  }
}
