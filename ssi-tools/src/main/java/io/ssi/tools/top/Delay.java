package io.ssi.tools.top;

import io.ssi.tools.service.UsageException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Pattern;

/** Reads how often to look: seconds, of which there may be parts. */
public final class Delay {
  private static final Pattern FORM = Pattern.compile("[0-9]{1,5}([.,][0-9]{1,3})?");
  private static final Duration LEAST = Duration.ofMillis(200);

  private Delay() {}

  /**
   * Reads seconds such as {@code 2} or {@code 0.5}.
   *
   * @param text as typed
   * @return a fifth of a second or longer
   * @throws UsageException if that is no time, or too short for a cluster to be asked again
   */
  public static Duration parse(String text) {
    if (!FORM.matcher(text).matches()) {
      throw new UsageException("'" + text + "' are no seconds; write 2 or 0.5");
    }
    BigDecimal seconds = new BigDecimal(text.replace(',', '.'));
    Duration delay = Duration.ofMillis(seconds.movePointRight(3).longValueExact());
    if (delay.compareTo(LEAST) < 0) {
      throw new UsageException("'" + text + "' is too short; the least are 0.2 seconds");
    }
    return delay;
  }
}
