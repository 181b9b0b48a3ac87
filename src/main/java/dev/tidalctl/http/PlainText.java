package dev.tidalctl.http;

/** Words of another process, made fit for a terminal and a log line. */
public final class PlainText {
  private static final int LONGEST = 1000;

  private PlainText() {}

  /** {@code words} on one line, without control characters, at most 1000 characters. */
  public static String of(String words) {
    String line = words.strip().replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]+", " ");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
  }
}
