package dev.tidalctl.tls;

/** What lies at the bottom of a failure. */
public final class FirstCause {
  private FirstCause() {}

  /** The failure itself when nothing caused it. */
  public static Throwable of(Throwable failure) {
    Throwable first = failure;
    while (first.getCause() != null) {
      first = first.getCause();
    }
    return first;
  }

  /** What it says, which may be the other side's words, or else what it is. */
  public static String words(Throwable failure) {
    Throwable first = of(failure);
    String words = first.getMessage();
    return words == null ? first.getClass().getSimpleName() : words;
  }
}
