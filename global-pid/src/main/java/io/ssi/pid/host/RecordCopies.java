package io.ssi.pid.host;

import io.ssi.pid.Application;
import io.ssi.pid.ApplicationId;
import io.ssi.pid.log.LogFileException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the records of what runs here on this node, and drops the files of what is forgotten. */
final class RecordCopies {
  private static final Logger LOG = LoggerFactory.getLogger(RecordCopies.class);

  private final HostParts parts;
  private final HostedContainers hosted;
  private final Suspensions suspensions;

  RecordCopies(HostParts parts, HostedContainers hosted, Suspensions suspensions) {
    this.parts = parts;
    this.hosted = hosted;
    this.suspensions = suspensions;
  }

  /** Some agent has changed a record. */
  void changed(ApplicationId id, Optional<Application> now) {
    try {
      if (now.isEmpty()) {
        if (hosted.find(id.firstContainer()).isEmpty()) {
          parts.files().delete(id.firstContainer());
        }
      } else if (now.get().host().equals(parts.local())) {
        parts.files().save(now.get());
        if (now.get().suspended()) {
          suspensions.settle(id.firstContainer());
        }
      }
    } catch (LogFileException e) {
      LOG.warn("application {}: its record on this node is not up to date", id, e);
    }
  }
}
