package io.ssi.tools.command;

import picocli.CommandLine.Command;

/** {@code ssi node}: the nodes of the cluster. */
@Command(
    name = "node",
    description = "Show, add and remove nodes.",
    synopsisSubcommandLabel = "{status | add | remove}",
    subcommands = {NodeStatusCommand.class, NodeAddCommand.class, NodeRemoveCommand.class})
public final class NodeCommand {}
