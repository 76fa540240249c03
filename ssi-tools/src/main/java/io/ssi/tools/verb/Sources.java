package io.ssi.tools.verb;

import io.ssi.tools.output.JsonWriter;
import io.ssi.tools.output.Quantity;
import io.ssi.tools.service.ProcessListing.Source;
import java.time.Duration;
import java.util.List;

/** Says where figures come from, so that old or missing ones are never taken for new. */
public final class Sources {
  private static final Duration OLD = Duration.ofSeconds(5);

  private Sources() {}

  /**
   * Notes every node with an error or with old figures on standard error.
   *
   * @param context whose standard error
   * @param sources the nodes
   * @return whether a node has an error
   */
  public static boolean note(VerbContext context, List<Source> sources) {
    boolean faulty = false;
    for (Source source : sources) {
      if (source.error().isPresent()) {
        faulty = true;
        context.note("note: " + source.name() + ": " + source.error().get());
      } else if (source.age().compareTo(OLD) > 0) {
        context.note(
            "note: what is shown of "
                + source.name()
                + " is "
                + Quantity.age(source.age())
                + " old");
      }
    }
    return faulty;
  }

  /**
   * Writes the member {@code nodes}.
   *
   * @param json inside an object
   * @param sources the nodes
   */
  public static void write(JsonWriter json, List<Source> sources) {
    json.name("nodes").beginArray();
    for (Source source : sources) {
      json.beginObject();
      json.name("name").value(source.name());
      json.name("age_ms").value(source.age());
      json.name("error").value(source.error());
      json.endObject();
    }
    json.endArray();
  }
}
