package dev.tidalctl.render;

import dev.tidalctl.core.model.RunReport;
import dev.tidalctl.core.model.Version;
import java.util.List;
import java.util.Optional;

/**
 * The rolls of a cluster, as {@code runs} shows them.
 *
 * @param cluster its name
 * @param rows the latest first
 */
public record RunList(String cluster, List<Row> rows) {
  /** Keeps its own copy. */
  public RunList {
    rows = List.copyOf(rows);
  }

  /** Whether anything is left to be done with a run. */
  public enum State {
    /** A process drives it. */
    RUNNING("running"),
    /** It can be resumed or closed. */
    UNFINISHED("unfinished"),
    /** It was given up. */
    CLOSED("closed"),
    /** Nothing is left to be done. */
    FINISHED("finished");

    private final String word;

    State(String word) {
      this.word = word;
    }

    /** The word in JSON and text. It is stable. */
    public String word() {
      return word;
    }
  }

  /**
   * One roll.
   *
   * @param report what came of it so far
   * @param state whether anything is left to be done
   * @param to the version that it rolls to, where one was asked for
   * @param next the command that goes on with it, where it can be gone on with
   */
  public record Row(RunReport report, State state, Optional<Version> to, Optional<String> next) {
    /** How many of its nodes are Complete. */
    public long complete() {
      return report.nodes().stream().filter(n -> n.status().label().equals("Complete")).count();
    }

    /** How it ended, in a word; empty while it has not. */
    public Optional<String> outcome() {
      return report.ending().map(ending -> ReportOutcome.of(report, ending).word());
    }
  }
}
