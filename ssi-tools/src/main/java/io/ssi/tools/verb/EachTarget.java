package io.ssi.tools.verb;

import io.ssi.tools.output.JsonWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Does the same to each of several things that a person named: whatever is wrong with one of them,
 * it is done to the others.
 */
public final class EachTarget {
  private static final ErrorTable ERRORS = new ErrorTable();

  private EachTarget() {}

  /**
   * One of them.
   *
   * @param text as it was named
   * @param action does it; throws why it cannot be done
   */
  public record Target(String text, Runnable action) {}

  /**
   * What became of them.
   *
   * @param done as they were named
   * @param failed why, by name
   */
  public record Outcome(List<String> done, Map<String, VerbError> failed) {

    /**
     * Adds the two lists to a document.
     *
     * @param json inside of an object
     * @param name what the list of those that were done is called
     */
    public void write(JsonWriter json, String name) {
      json.name(name).value(done);
      json.name("failed").beginArray();
      failed.forEach((target, error) -> {
        json.beginObject().name("target").value(target);
        json.name("code").value(error.code());
        json.name("message").value(error.message()).endObject();
      });
      json.endArray();
    }

    /**
     * Names those that failed on standard error.
     *
     * @param context the caller
     * @return how the command ends
     */
    public ExitStatus report(VerbContext context) {
      failed.forEach((target, error) -> context.note("ssi: " + target + ": " + error.message()));
      return ExitStatus.ofItems(done.size(), failed.size());
    }
  }

  /**
   * Does it to all of them, one after the other.
   *
   * @param targets what was named
   * @return what became of them; of a single one, what it throws is thrown
   */
  public static Outcome run(List<Target> targets) {
    List<String> done = new ArrayList<>();
    Map<String, VerbError> failed = new LinkedHashMap<>();
    for (Target target : targets) {
      try {
        target.action().run();
        done.add(target.text());
      } catch (RuntimeException e) {
        Optional<VerbError> error = targets.size() == 1 ? Optional.empty() : ERRORS.find(e);
        failed.put(target.text(), error.orElseThrow(() -> e));
      }
    }
    return new Outcome(done, failed);
  }
}
