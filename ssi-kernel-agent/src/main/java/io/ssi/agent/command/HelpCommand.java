package io.ssi.agent.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ssi help [VERB]}: the verbs with a line each, or the manual page of one. */
@Command(name = "help")
final class HelpCommand implements Callable<Integer> {
  @Parameters(arity = "0..*", paramLabel = "VERB")
  List<String> verb = List.of();

  @Spec CommandSpec spec = CommandSpec.create();

  private final Surroundings surroundings;

  HelpCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    Path pages = surroundings.home().resolve("docs/man");
    try {
      return verb.isEmpty() ? list(pages) : show(pages);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int list(Path pages) throws IOException {
    surroundings.out().println("usage: ssi [--cluster NAME] [--on NODE] VERB [OPTION...]");
    surroundings.out().println();
    if (Files.isDirectory(pages)) {
      try (Stream<Path> files = Files.list(pages)) {
        for (Path page : files.filter(file -> file.toString().endsWith(".1")).sorted().toList()) {
          ManualPage.read(page)
              .summary()
              .ifPresent(line -> surroundings.out().println("  " + line));
        }
      }
    }
    surroundings.out().println();
    surroundings.out().println("ssi help VERB shows the manual page of a verb.");
    return 0;
  }

  private int show(Path pages) throws IOException {
    String name = String.join("-", verb);
    Path page =
        Stream.of("ssi-" + name + ".1", name + ".1")
            .map(pages::resolve)
            .filter(Files::isReadable)
            .findFirst()
            .orElseThrow(() ->
                new ParameterException(
                    spec.commandLine(), "There is no verb \"" + String.join(" ", verb) + "\""));
    if (surroundings.terminal() && shownByMan(page)) {
      return 0;
    }
    surroundings.out().print(ManualPage.read(page).text());
    surroundings.out().flush();
    return 0;
  }

  private static boolean shownByMan(Path page) {
    try {
      Process man = new ProcessBuilder("man", "-l", page.toString()).inheritIO().start();
      return man.waitFor() == 0;
    } catch (IOException e) {
      return false; // There is no man on this machine.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
