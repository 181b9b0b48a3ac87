package dev.tidalctl.render;

import java.util.List;

/**
 * What {@code check} found.
 *
 * @param cluster the name in the cluster file
 * @param findings in the order they were made
 */
public record CheckReport(String cluster, List<Finding> findings) {
  /** Keeps its own copy. */
  public CheckReport {
    findings = List.copyOf(findings);
  }

  /**
   * One check.
   *
   * @param verdict how it came out
   * @param check what was looked at
   * @param detail what was seen
   * @param remedy what to do about it; empty when it passed
   * @param unreached whether it failed for no more than that somebody could not be reached
   */
  public record Finding(
      Verdict verdict, String check, String detail, String remedy, boolean unreached) {}

  /** How a check came out. */
  public enum Verdict {
    /** As it must be. */
    PASS("pass"),
    /** A roll would go on, but the operator should know. */
    WARN("warn"),
    /** A roll would be refused, or would fail. */
    FAIL("fail");

    private final String word;

    Verdict(String word) {
      this.word = word;
    }

    /** The word in text and JSON. It is stable. */
    public String word() {
      return word;
    }
  }

  /** Whether some failed, and each only because somebody could not be reached. */
  public boolean onlyUnreached() {
    return count(Verdict.FAIL) > 0
        && findings.stream()
            .filter(finding -> finding.verdict() == Verdict.FAIL)
            .allMatch(Finding::unreached);
  }

  /** How many checks came out so. */
  public long count(Verdict verdict) {
    return findings.stream().filter(finding -> finding.verdict() == verdict).count();
  }
}
