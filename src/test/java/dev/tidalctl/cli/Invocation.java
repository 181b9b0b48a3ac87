package dev.tidalctl.cli;

import dev.tidalctl.render.live.WindowSize;
import dev.tidalctl.testing.SampleCluster;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** One command line, run in this process against a scripted cluster. */
final class Invocation {
  private final ScriptedCluster cluster;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final Map<String, String> environment = new HashMap<>();
  private Writer stdout = out;
  private Optional<String> typed = Optional.empty();

  Invocation(ScriptedCluster cluster) {
    this.cluster = cluster;
    environment.put("HOME", "/home/carol");
  }

  /** With that variable. */
  Invocation with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /** With the cluster file in the environment. */
  Invocation on(Path file) {
    return with("TIDALCTL_CLUSTER", file.toString());
  }

  /** On a terminal, where somebody types one line. */
  Invocation typing(String line) {
    typed = Optional.of(line);
    return this;
  }

  /** With a stdout other than the one that is kept. */
  Invocation writingTo(Writer other) {
    stdout = other;
    return this;
  }

  /** Runs it. */
  int run(String... args) {
    Surroundings surroundings =
        new Surroundings(
            new PrintWriter(stdout, true),
            new PrintWriter(err, true),
            new Typed(typed),
            environment,
            new Surroundings.Machine("carol", "/home/carol", "ops-3"),
            () -> SampleCluster.NOW,
            new Random(20260314),
            cluster);
    return CommandLines.execute(surroundings, List.of(), args);
  }

  String out() {
    return out.toString();
  }

  String err() {
    return err.toString();
  }

  /** A terminal exactly when there is something to read. */
  private record Typed(Optional<String> line) implements Terminal {
    @Override
    public boolean readsFromTerminal() {
      return line.isPresent();
    }

    @Override
    public boolean outIsTerminal() {
      return false;
    }

    @Override
    public boolean errIsTerminal() {
      return line.isPresent();
    }

    @Override
    public WindowSize size() {
      return WindowSize.USUAL;
    }

    @Override
    public Optional<String> readLine() {
      return line;
    }
  }
}
