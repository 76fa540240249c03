package io.ssi.migration.sleep;

import io.ssi.migration.VersionNumbers.Sleep;
import io.ssi.pid.Application;
import io.ssi.pid.ApplicationId;
import java.util.Optional;

/** How far an application has come on its way to sleep. One thread at a time. */
final class Sleeper {
  private final Application record;
  private final boolean wasStill;
  private boolean stilled;
  private boolean gone;
  private Optional<Integer> version = Optional.empty();
  private Optional<String> failure = Optional.empty();

  Sleeper(Application record) {
    this.record = record;
    this.wasStill = record.suspended();
  }

  ApplicationId id() {
    return record.id();
  }

  /** It stands still, and did not before. */
  void stilled() {
    stilled = !wasStill;
  }

  boolean isStilled() {
    return stilled;
  }

  /** It has ended by itself. */
  void gone() {
    gone = true;
  }

  void saved(int number) {
    version = Optional.of(number);
  }

  Optional<Integer> version() {
    return version;
  }

  void failed(String why) {
    failure = Optional.of(why);
  }

  Optional<String> failure() {
    return gone ? Optional.empty() : failure;
  }

  /** Whether it is to be saved, or was. */
  boolean isGoing() {
    return !gone && failure.isEmpty();
  }

  /** As it is remembered. */
  Sleep sleep() {
    return new Sleep(version.orElseThrow(), record.host().value(), wasStill);
  }

  SleepOutcome.Done done() {
    return new SleepOutcome.Done(id(), version.orElseThrow(), record.host(), true);
  }
}
