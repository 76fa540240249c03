package io.ssi.pid.host;

/** What a container is to this node. */
public enum ContainerMode {
  /** Its program is being started. */
  STARTING,
  /** CRIU fills it; it is not the application's container until it is adopted. */
  RESTORING,
  /** The application lives in it; how its program ends is recorded. */
  HOSTED,
  /** It is about to go, or has gone: how its processes end is our doing and means nothing. */
  DEPARTING
}
