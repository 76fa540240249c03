package io.ssi.migration.sleep;

import io.ssi.migration.VersionNumbers.Sleep;
import io.ssi.pid.Application;
import io.ssi.pid.ApplicationId;
import java.util.List;
import java.util.Optional;

/** How far an application has come on its way to sleep. One thread at a time. */
final class Sleeper {
  private final List<Application> containers;
  private final boolean wasStill;
  private boolean stilled;
  private boolean gone;
  private Optional<Integer> version = Optional.empty();
  private Optional<String> failure = Optional.empty();

  /** With its containers that live, the first one first. */
  Sleeper(List<Application> containers) {
    this.containers = List.copyOf(containers);
    this.wasStill = containers.stream().allMatch(Application::suspended);
  }

  ApplicationId id() {
    return containers.getFirst().whole();
  }

  List<ApplicationId> containers() {
    return containers.stream().map(Application::id).toList();
  }

  /** Those that did not stand still by themselves. */
  List<ApplicationId> stilledContainers() {
    return containers.stream().filter(each -> !each.suspended()).map(Application::id).toList();
  }

  /** It stands still, and did not before. */
  void stilled() {
    stilled = !wasStill;
  }

  boolean isStilled() {
    return stilled && !gone;
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
    return new Sleep(version.orElseThrow(), containers.getFirst().host().value(), wasStill);
  }

  SleepOutcome.Done done() {
    return new SleepOutcome.Done(id(), version.orElseThrow(), containers.getFirst().host(), true);
  }
}
