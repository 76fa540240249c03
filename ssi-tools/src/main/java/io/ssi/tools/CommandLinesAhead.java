package io.ssi.tools;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/**
 * Command lines of verbs that were used before, one each, made while nobody waits: reflection over
 * the options of a verb takes a fifth of the time of a short one. Thread-safe.
 */
final class CommandLinesAhead {
  private static final Logger LOG = LoggerFactory.getLogger(CommandLinesAhead.class);

  private final VerbCatalog catalog;
  private final Executor executor;
  private final Map<String, CommandLine> made = new ConcurrentHashMap<>();

  CommandLinesAhead(VerbCatalog catalog, Executor executor) {
    this.catalog = catalog;
    this.executor = executor;
  }

  /** For one use. */
  CommandLine take(String name) {
    CommandLine ready = made.remove(name);
    return ready == null ? catalog.with(name) : ready;
  }

  /** Makes the next one in the background. */
  void prepare(String name) {
    if (catalog.has(name) && !made.containsKey(name)) {
      try {
        executor.execute(() -> made.put(name, catalog.with(name)));
      } catch (RejectedExecutionException e) {
        LOG.debug("there will be no next {}", name, e);
      }
    }
  }
}
