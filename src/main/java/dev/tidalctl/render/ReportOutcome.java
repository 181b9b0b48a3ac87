package dev.tidalctl.render;

import dev.tidalctl.core.model.Ending;
import dev.tidalctl.core.model.RunReport;

/** What a report says in one word how a run ended. */
public enum ReportOutcome {
  /** All that was asked is done. */
  COMPLETE("complete"),
  /** It stopped where it was asked to. */
  STOPPED("stopped"),
  /** It could not go on. */
  FAILED("failed"),
  /** It was turned down before it changed anything. */
  REFUSED("refused"),
  /** All was as asked already. */
  NOTHING_TO_DO("nothing-to-do"),
  /** It is under way, or its process died. */
  UNFINISHED("unfinished");

  private final String word;

  ReportOutcome(String word) {
    this.word = word;
  }

  /** The word in JSON and text. It is stable. */
  public String word() {
    return word;
  }

  /** The outcome of a report. */
  public static ReportOutcome of(RunReport report, Ending ending) {
    if (report.ending().isEmpty()) {
      return UNFINISHED;
    }
    return switch (ending.kind()) {
      case COMPLETE -> COMPLETE;
      case NOTHING_TO_DO -> NOTHING_TO_DO;
      case REFUSED, UNREACHABLE -> REFUSED;
      case LEASE -> report.changed() ? FAILED : REFUSED;
      case FAILED, TIMED_OUT, UNKNOWN -> FAILED;
      case STOPPED, INTERRUPTED, TERMINATED -> STOPPED;
    };
  }
}
