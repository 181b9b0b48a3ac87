package dev.tidalctl.cli;

import dev.tidalctl.core.model.Impediment;
import dev.tidalctl.render.JsonDocument;
import dev.tidalctl.render.PlannedRoll;
import dev.tidalctl.topology.Problem;
import dev.tidalctl.topology.yaml.ProblemList;
import dev.tidalctl.topology.yaml.YamlDocument;
import dev.tidalctl.topology.yaml.YamlNode;
import dev.tidalctl.topology.yaml.YamlText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * A plan that was kept. Only its {@code options} and its {@code basis} decide; all else in it is
 * for whoever reads it. JSON is read as the YAML that it is, which knows lines and columns.
 *
 * @param file that it was read from
 * @param cluster whose plan it is
 * @param options what is rolled, and how
 * @param basis all that must still be so
 */
record PlanFile(Path file, String cluster, RollOptions options, SortedMap<String, String> basis) {

  /**
   * Reads it; contacts nobody.
   *
   * @throws CommandFailed with {@link ExitCode#USAGE} and every problem, each with its place
   */
  static PlanFile read(Path file) {
    ProblemList problems = new ProblemList();
    Optional<PlanFile> plan =
        YamlText.decode(bytes(file), problems)
            .flatMap(text -> YamlDocument.parse(text, problems))
            .flatMap(root -> new Reading(file, problems).plan(root));
    if (plan.isEmpty() || !problems.found().isEmpty()) {
      List<Problem> found = problems.found();
      throw unusable(
          file, found.isEmpty() ? List.of(Problem.ofWholeFile("the file is empty")) : found);
    }
    return plan.get();
  }

  /**
   * Refuses to roll what is no longer as it was planned.
   *
   * @throws CommandFailed with {@link ExitCode#REFUSED}, naming each difference; with {@link
   *     ExitCode#UNREACHABLE} while somebody who must be asked can't be reached
   */
  void requireUnchanged(PlannedRoll now, CommandContext context) {
    if (Impediment.onlyUnreached(now.plan().refusals())) {
      throw new CommandFailed(
          ExitCode.UNREACHABLE,
          "whether the plan " + file + " still holds can't be told",
          plain(Impediment.words(now.plan().refusals())),
          "no change was sent",
          context.next().check());
    }
    List<String> differences = new ArrayList<>();
    if (!cluster.equals(now.cluster())) {
      differences.add("cluster was " + cluster + " and is " + now.cluster());
    }
    differences.addAll(Differences.between(basis, now.basis()));
    if (!differences.isEmpty()) {
      throw new CommandFailed(
          ExitCode.REFUSED,
          "the plan " + file + " no longer holds",
          plain(String.join("; ", differences)),
          "no change was sent",
          "plan anew: " + context.next().plan(options.words(), file.toString()));
    }
  }

  private static String plain(String words) {
    return words.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", " ");
  }

  private static byte[] bytes(Path file) {
    try (InputStream content = Files.newInputStream(file)) {
      return content.readNBytes(YamlText.LARGEST + 1);
    } catch (IOException e) {
      throw unusable(file, List.of(Problem.ofWholeFile("can't be read: " + e)));
    }
  }

  private static CommandFailed unusable(Path file, List<Problem> problems) {
    return CommandFailed.of(
        "the plan " + file + " can't be used",
        problems.stream()
            .sorted()
            .map(p -> file + ":" + p.line() + ":" + p.column() + ": " + p.text())
            .toList(),
        "make one with: tidalctl roll --dry-run --plan-out FILE");
  }

  /** Takes what is needed out of the document. */
  private record Reading(Path file, ProblemList problems) {
    Optional<PlanFile> plan(YamlNode root) {
      if (!(root instanceof YamlNode.Mapping document)) {
        wrong(root, "a plan is a JSON object, and this is " + root.kind());
        return Optional.empty();
      }
      expect(document, "apiVersion", JsonDocument.API_VERSION);
      expect(document, "kind", "RollPlan");
      Optional<String> cluster = value(document, "cluster").flatMap(this::text);
      Optional<RollOptions> options = value(document, "options").flatMap(this::options);
      Optional<SortedMap<String, String>> basis = value(document, "basis").flatMap(this::basis);
      return cluster.isPresent() && options.isPresent() && basis.isPresent()
          ? Optional.of(new PlanFile(file, cluster.get(), options.get(), basis.get()))
          : Optional.empty();
    }

    private void expect(YamlNode.Mapping document, String key, String wanted) {
      Optional<YamlNode> value = value(document, key);
      value
          .flatMap(this::text)
          .filter(found -> !found.equals(wanted))
          .ifPresent(
              found -> wrong(value.orElse(document), key + " is not " + wanted + ": no plan"));
    }

    private Optional<YamlNode> value(YamlNode.Mapping document, String key) {
      Optional<YamlNode> value = document.entry(key).map(YamlNode.Entry::value);
      if (value.isEmpty()) {
        wrong(document, key + " is missing");
      }
      return value;
    }

    private Optional<String> text(YamlNode node) {
      if (node instanceof YamlNode.Scalar scalar && !scalar.isEmpty()) {
        return Optional.of(scalar.text());
      }
      wrong(node, "a text is wanted, and this is " + node.kind());
      return Optional.empty();
    }

    private Optional<RollOptions> options(YamlNode node) {
      if (!(node instanceof YamlNode.Sequence sequence)) {
        wrong(node, "a list of options is wanted, and this is " + node.kind());
        return Optional.empty();
      }
      RollOptions options = new RollOptions();
      List<String> words = new ArrayList<>();
      for (YamlNode item : sequence.items()) {
        text(item).filter(word -> known(item, word)).ifPresent(words::add);
      }
      if (words.size() < sequence.items().size()) {
        return Optional.empty();
      }
      try {
        parse(options, words);
        return Optional.of(options);
      } catch (ParameterException e) {
        wrong(node, String.valueOf(e.getMessage()));
        return Optional.empty();
      }
    }

    /** Each by itself first: then its place is known. */
    private boolean known(YamlNode item, String word) {
      try {
        parse(new RollOptions(), List.of(word));
        return true;
      } catch (ParameterException e) {
        wrong(item, String.valueOf(e.getMessage()));
        return false;
      }
    }

    private static void parse(RollOptions options, List<String> words) {
      CommandLines.converting(new CommandLine(options))
          .setExpandAtFiles(false)
          .parseArgs(words.toArray(String[]::new));
    }

    private Optional<SortedMap<String, String>> basis(YamlNode node) {
      if (!(node instanceof YamlNode.Mapping mapping)) {
        wrong(node, "an object of texts is wanted, and this is " + node.kind());
        return Optional.empty();
      }
      SortedMap<String, String> basis = new TreeMap<>();
      for (YamlNode.Entry entry : mapping.entries()) {
        if (entry.value() instanceof YamlNode.Scalar scalar) {
          basis.put(entry.key().text(), scalar.text());
        } else {
          wrong(entry.value(), "a text is wanted, and this is " + entry.value().kind());
        }
      }
      return Optional.of(basis);
    }

    private void wrong(YamlNode node, String what) {
      problems.accept(node.at().problem(plain(what)));
    }
  }
}
