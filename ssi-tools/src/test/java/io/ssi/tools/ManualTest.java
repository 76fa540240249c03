package io.ssi.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The manual pages say what the program does. */
class ManualTest {
  private static final Path PAGES = Path.of("..", "docs", "man");
  private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--?[a-zA-Z][a-z-]*");

  /** A verb and its page. */
  record Verb(String name, CommandSpec spec) {
    Path page() {
      return PAGES.resolve(name.replace(' ', '-') + ".1");
    }

    /** Its options, without those that every verb has. */
    Set<String> options() {
      return spec.options().stream()
          .filter(option -> !option.inherited() && !option.hidden())
          .map(OptionSpec::names)
          .flatMap(Arrays::stream)
          .collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static List<Verb> verbs() {
    List<Verb> verbs = new ArrayList<>();
    collect(new VerbCatalog().all(), verbs);
    return verbs;
  }

  private static void collect(CommandLine command, List<Verb> verbs) {
    verbs.add(new Verb(command.getCommandSpec().qualifiedName(), command.getCommandSpec()));
    command.getSubcommands().values().forEach(below -> collect(below, verbs));
  }

  private static String plain(Path page) throws IOException {
    return Files.readString(page).replaceAll("\\\\f[BIR]", "").replace("\\-", "-");
  }

  private static String section(String page, String title) {
    Matcher section =
        Pattern.compile("(?ms)^\\.SH " + title + "$\n(.*?)(?=^\\.SH |\\z)").matcher(page);
    return section.find() ? section.group(1) : "";
  }

  @ParameterizedTest
  @MethodSource("verbs")
  void everyVerbHasAPageThatNamesExactlyItsOptions(Verb verb) throws IOException {
    assertThat(verb.page()).isRegularFile();
    String options = section(plain(verb.page()), "OPTIONS");
    Set<String> documented =
        OPTION
            .matcher(
                Stream.of(options.split("(?m)^\\.TP\n", -1))
                    .skip(1)
                    .map(item -> item.lines().findFirst().orElse(""))
                    .collect(Collectors.joining("\n")))
            .results()
            .map(found -> found.group())
            // The form -SIGNAL of kill is no option with a name.
            .filter(name -> !name.equals("-S") || verb.options().contains("-S"))
            .collect(Collectors.toCollection(TreeSet::new));

    Set<String> all = verb.options();
    if (verb.name().equals("ssi")) {
      all.addAll(verb.spec().optionsMap().keySet());
    }
    assertThat(documented).isEqualTo(all);
  }

  @ParameterizedTest
  @MethodSource("verbs")
  void theSynopsisNamesEveryArgument(Verb verb) throws IOException {
    String synopsis = section(plain(verb.page()), "SYNOPSIS");

    assertThat(synopsis).startsWith(verb.name());
    for (var argument : verb.spec().positionalParameters()) {
      assertThat(synopsis).contains(argument.paramLabel());
    }
  }

  @ParameterizedTest
  @MethodSource("verbs")
  void helpAndManualSayTheSameOfAVerb(Verb verb) throws IOException {
    String description = String.join(" ", verb.spec().usageMessage().description());
    String summary =
        description.substring(0, 1).toLowerCase(Locale.ROOT)
            + description.substring(1, description.length() - 1);

    assertThat(description).endsWith(".");
    assertThat(section(plain(verb.page()), "NAME").strip())
        .isEqualTo(verb.name().replace(' ', '-') + " - " + summary);
  }

  @ParameterizedTest
  @ValueSource(strings = {"SSI-node-add", "SSI-node-remove", "SSI-appli-ckpt", "SSI-appli-restart"})
  void theNamesOfTheLiteratureHavePagesToo(String name) throws IOException {
    assertThat(section(plain(PAGES.resolve(name + ".1")), "NAME")).startsWith(name + " - ");
  }

  @Test
  void everyReferenceLeadsToAPage() throws IOException {
    try (Stream<Path> pages = Files.list(PAGES)) {
      for (Path page : pages.toList()) {
        Matcher reference = Pattern.compile("\\b((?:ssi|SSI)[\\w-]*)\\(1\\)").matcher(plain(page));
        while (reference.find()) {
          if (!reference.group(1).matches("ssi-(up|down|demo|doctor|agent)")) {
            assertThat(PAGES.resolve(reference.group(1) + ".1")).as(page.toString()).exists();
          }
        }
      }
    }
  }
}
