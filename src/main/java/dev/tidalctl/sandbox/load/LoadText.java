package dev.tidalctl.sandbox.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A load report for a reader, a line a subject. */
public final class LoadText {
  private static final int FAILURES_SHOWN = 3;

  private LoadText() {}

  /** Queries, writes, and the first failures if there are any. */
  public static List<String> lines(LoadReport load) {
    List<String> lines = new ArrayList<>();
    lines.add(
        line(
            "queries",
            counts(load.queriesOk(), load.queriesFailed(), load.queriesSlow(), "250 ms"),
            load.query(),
            load.longestQueryGapMs()));
    lines.add(
        line(
            "writes",
            counts(load.writesOk(), load.writesFailed(), load.writesSlow(), "1 s"),
            load.write(),
            load.longestWriteGapMs()));
    load.firstFailures().stream().limit(FAILURES_SHOWN).map(LoadText::line).forEach(lines::add);
    return lines;
  }

  private static String line(String subject, String counts, Latency latency, long gapMs) {
    return String.format(
        Locale.ROOT,
        "%-9s %s; p99.9 %.1f ms, longest gap %d ms",
        subject,
        counts,
        latency.p999(),
        gapMs);
  }

  private static String counts(int ok, int failed, int slow, String slowLimit) {
    return "%d ok, %d failed, %d slow (over %s)".formatted(ok, failed, slow, slowLimit);
  }

  private static String line(Failure failure) {
    return "          %s failed at %s after %d ms: %s"
        .formatted(failure.kind(), failure.at(), failure.afterMs(), failure.reason());
  }
}
