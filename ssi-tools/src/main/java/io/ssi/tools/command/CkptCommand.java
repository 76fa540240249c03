package io.ssi.tools.command;

import picocli.CommandLine.Command;

/** {@code ssi ckpt}: the repository of checkpoints. */
@Command(
    name = "ckpt",
    description = "List and show checkpoints.",
    synopsisSubcommandLabel = "{list | show}",
    subcommands = {CkptListCommand.class, CkptShowCommand.class})
public final class CkptCommand {}
