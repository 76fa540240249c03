package io.ssi.tools.command;

import picocli.CommandLine.Command;

/** {@code ssi cluster}: the whole cluster at once. */
@Command(
    name = "cluster",
    description = "Put the whole cluster to sleep, and awake it again.",
    synopsisSubcommandLabel = "{suspend | resume}",
    subcommands = {ClusterSuspendCommand.class, ClusterResumeCommand.class})
public final class ClusterCommand {}
