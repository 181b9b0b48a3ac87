package dev.tidalctl.haproxy;

/** HAProxy's words, made fit for a terminal and a log line. */
final class Words {
  private static final int LONGEST = 300;

  private Words() {}

  /** On one line, without control characters, at most 300 characters; what says nothing is said. */
  static String of(String words) {
    String line = words.strip().replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]+", " ");
    if (line.isEmpty()) {
      return "(nothing)";
    }
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
  }
}
