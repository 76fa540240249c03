package io.ssi.tools.command;

import picocli.CommandLine.Command;

/** {@code ssi ckpt}: the repository of checkpoints. */
@Command(
    name = "ckpt",
    description = "List, show, check and delete checkpoints.",
    synopsisSubcommandLabel = "{list | show | rm | verify}",
    subcommands = {
      CkptListCommand.class,
      CkptShowCommand.class,
      CkptRmCommand.class,
      CkptVerifyCommand.class
    })
public final class CkptCommand {}
