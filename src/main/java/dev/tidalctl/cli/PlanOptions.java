package dev.tidalctl.cli;

import dev.tidalctl.cli.files.WholeFile;
import dev.tidalctl.render.JsonDocument;
import dev.tidalctl.render.PlanJson;
import dev.tidalctl.render.PlannedRoll;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Plans that are kept in files: made now, rolled later, and only if nothing has changed. */
final class PlanOptions {
  @Option(
      names = "--plan-out",
      paramLabel = "FILE",
      description = "With --dry-run: write the plan to this file, too, for --plan.")
  private Optional<Path> out = Optional.empty();

  @Option(
      names = "--plan",
      paramLabel = "FILE",
      description =
          "Roll exactly what this file plans. Refused, exit 3, naming each difference, when the"
              + " cluster or its file is no longer as it was. The file says what is rolled, and"
              + " how: no option beside it may.")
  private Optional<Path> plan = Optional.empty();

  /** The plan that is to be rolled. */
  Optional<Path> plan() {
    return plan;
  }

  /**
   * Refuses what contradicts itself, and a file that can't be written.
   *
   * @param words the options beside it that say what is rolled
   * @param resuming whether a run is to be gone on with
   * @throws CommandFailed with {@link ExitCode#USAGE}
   */
  void requireConsistent(List<String> words, boolean resuming, boolean dryRun) {
    if (plan.isPresent() && (resuming || !words.isEmpty())) {
      String other = resuming ? "--resume" : words.getFirst().replaceFirst("=.*", "");
      throw usage("--plan with " + other, "the plan says what is rolled, and how");
    }
    if (out.isPresent() && (!dryRun || resuming)) {
      throw usage(
          "--plan-out " + (resuming ? "with --resume" : "without --dry-run"),
          "it keeps what a dry run of a new roll shows");
    }
    if (out.isPresent()) {
      try {
        WholeFile.kept(out.get()).requireWritable();
      } catch (IOException e) {
        throw usage("the plan can't be written to " + out.get(), e.toString());
      }
    }
  }

  /**
   * Keeps a plan that may be rolled.
   *
   * @throws CommandFailed with {@link ExitCode#BUG} when it can't be written after all
   */
  void keep(PlannedRoll roll, CommandContext context) {
    if (out.isEmpty()) {
      return;
    }
    if (!roll.plan().refusals().isEmpty()) {
      context.note(out.get() + " is not written: the roll would be refused");
      return;
    }
    try {
      WholeFile.kept(out.get()).replace(JsonDocument.indented(PlanJson.of(roll)) + "\n");
    } catch (IOException e) {
      throw new CommandFailed(
          ExitCode.BUG,
          "the plan could not be written to " + out.get(),
          e.toString(),
          "no change was sent",
          "");
    }
  }

  private static CommandFailed usage(String what, String why) {
    return new CommandFailed(ExitCode.USAGE, what, why, "nothing was contacted", "");
  }
}
