package io.ssi.tools.command;

import picocli.CommandLine.Command;

/** {@code ssi ckpt}: the repository of checkpoints. */
@Command(
    name = "ckpt",
    description = "List, show, check, delete, export and import checkpoints.",
    synopsisSubcommandLabel = "{list | show | rm | verify | export | import}",
    subcommands = {
      CkptListCommand.class,
      CkptShowCommand.class,
      CkptRmCommand.class,
      CkptVerifyCommand.class,
      CkptExportCommand.class,
      CkptImportCommand.class
    })
public final class CkptCommand {}
