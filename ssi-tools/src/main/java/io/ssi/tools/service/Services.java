package io.ssi.tools.service;

/**
 * All that an agent can do for a verb.
 *
 * @param agent who it is
 * @param nodes the nodes
 * @param processes the processes
 * @param files the cluster's {@code /proc}
 * @param applications starting and logs
 * @param migrations moving
 * @param checkpoints saving and bringing back
 * @param rest the whole cluster to sleep and awake
 * @param many for commands that run many programs
 * @param watch for commands that look again and again
 */
public record Services(
    AgentFacts agent,
    Nodes nodes,
    Processes processes,
    ClusterFiles files,
    Applications applications,
    Migrations migrations,
    Checkpoints checkpoints,
    ClusterRest rest,
    ManyRoom many,
    WatchRoom watch) {}
