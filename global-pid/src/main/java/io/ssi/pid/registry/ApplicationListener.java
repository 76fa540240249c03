package io.ssi.pid.registry;

import io.ssi.pid.Application;
import io.ssi.pid.ApplicationId;
import java.util.Optional;

/**
 * Told about every change to a record. Called one change at a time and in order per application, on
 * a thread that may block; two applications may be told at the same time. The record given is the
 * newest, so that a change which was overtaken by another is told once.
 */
@FunctionalInterface
public interface ApplicationListener {

  /**
   * A record changed.
   *
   * @param id the application
   * @param now its record; empty if it was forgotten
   */
  void changed(ApplicationId id, Optional<Application> now);
}
