package io.ssi.tests.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A command that has ended.
 *
 * @param command as it was typed
 * @param status its exit status
 * @param out what it wrote to its standard output
 * @param err what it wrote to its standard error
 */
record Finished(List<String> command, int status, String out, String err) {

  /** Expects that it did what it was told; gives its output. */
  String done() {
    assertThat(status).as("exit status of %s", this).isZero();
    return out;
  }

  /** Expects that it ended with a status and said why in one line; gives the line. */
  String refused(int expectedStatus) {
    assertThat(status).as("exit status of %s", this).isEqualTo(expectedStatus);
    assertThat(out).as("output of %s", this).isEmpty();
    assertThat(err.lines().toList()).as("lines on stderr of %s", this).hasSize(1);
    assertThat(err).as("%s", this).startsWith("ssi: ").doesNotContain("Exception", "\tat ");
    return err.strip();
  }

  /** The number of a JSON field, the first with that name. */
  long number(String field) {
    return numbers(field).getFirst();
  }

  /** The numbers of all JSON fields with a name. */
  List<Long> numbers(String field) {
    List<Long> found = new ArrayList<>();
    for (String text : all("\"" + field + "\"\\s*:\\s*(-?[0-9]+)")) {
      found.add(Long.parseLong(text));
    }
    return found;
  }

  /** The texts of all JSON fields with a name. */
  List<String> texts(String field) {
    return all("\"" + field + "\"\\s*:\\s*\"([^\"]*)\"");
  }

  private List<String> all(String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(done());
    List<String> found = new ArrayList<>();
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }

  @Override
  public String toString() {
    return String.join(" ", command) + " -> " + status + "\n" + out + err;
  }
}
