package dev.tidalctl.core;

import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.RunId;
import dev.tidalctl.core.model.Version;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Renders the command to run next, ready for a shell.
 *
 * @param options appended to each, for instance {@code --cluster prod.yaml}; may be empty
 */
public record NextCommands(List<String> options) {
  /** Keeps its own copy. */
  public NextCommands {
    options = List.copyOf(options);
  }

  /** Look at the cluster. */
  public String status() {
    return line("status");
  }

  /** Check what the cluster file names. */
  public String check() {
    return line("check");
  }

  /** Bring a node back into service. */
  public String rejoin(NodeName node) {
    return line("rejoin " + node);
  }

  /** Take a node out of service. */
  public String drain(NodeName node) {
    return line("drain " + node);
  }

  /** Break the lease of a run that will not come back. */
  public String unlock(RunId run) {
    return line("unlock --run " + run);
  }

  /** Go on with a roll that is not finished. */
  public String resume(RunId run, boolean retryFailed) {
    return line("roll --resume " + run + (retryFailed ? " --retry-failed" : ""));
  }

  /** List the rolls begun here. */
  public String runs() {
    return line("runs");
  }

  /** Read what came of a roll. */
  public String report(RunId run) {
    return line("report " + run);
  }

  /** Give a roll up that is not finished. */
  public String close(RunId run) {
    return line("runs close " + run);
  }

  /** Roll on, taking over the holds on {@code adopted}. */
  public String roll(Optional<Version> to, Collection<NodeName> adopted) {
    String version = to.map(v -> " --to " + quoted(v.value())).orElse("");
    String adopt =
        adopted.stream().sorted().map(n -> " --adopt " + n).collect(Collectors.joining());
    return line("roll" + version + adopt);
  }

  /**
   * Plan a roll and keep the plan.
   *
   * @param words the options that say what is rolled, and how
   * @param file to keep it in
   */
  public String plan(Collection<String> words, String file) {
    String said = words.stream().map(word -> " " + quoted(word)).collect(Collectors.joining());
    return line("roll --dry-run" + said + " --plan-out " + quoted(file));
  }

  private String line(String command) {
    String tail = options.stream().map(o -> " " + quoted(o)).collect(Collectors.joining());
    return "tidalctl " + command + tail;
  }

  private static String quoted(String word) {
    return word.matches("[A-Za-z0-9._/:=@%+,-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
