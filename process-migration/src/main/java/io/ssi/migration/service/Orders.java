package io.ssi.migration.service;

import io.ssi.membership.channel.MessageType;
import java.time.Duration;

/** The requests of this module, and how long each may take. */
final class Orders {
  static final MessageType MIGRATE = new MessageType("migration.migrate");
  static final MessageType CHECKPOINT = new MessageType("migration.checkpoint");
  static final MessageType RESTART = new MessageType("migration.restart");
  static final MessageType VERIFY = new MessageType("migration.verify");
  static final MessageType CANCEL = new MessageType("migration.cancel");
  static final MessageType NEEDS = new MessageType("migration.needs");
  static final MessageType PREFLIGHT = new MessageType("migration.preflight");

  /**
   * Long enough for the largest image that fits a node; a node that dies meanwhile is noticed at
   * once.
   */
  static final Duration LONG = Duration.ofHours(2);

  static final Duration SHORT = Duration.ofSeconds(10);

  private Orders() {}
}
