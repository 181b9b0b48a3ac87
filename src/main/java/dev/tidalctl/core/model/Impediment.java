package dev.tidalctl.core.model;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What speaks against taking something out of service.
 *
 * @param why in plain words, with the remedy
 * @param lasts whether it stays so until somebody sees to it; what does not may be gone at the next
 *     look, as an answer that came too late for this one
 */
public record Impediment(String why, boolean lasts) {
  /** One that somebody must see to. */
  public static Impediment lasting(String why) {
    return new Impediment(why, true);
  }

  /** One that the next look may not show any more. */
  public static Impediment passing(String why) {
    return new Impediment(why, false);
  }

  /** All of them in one line. */
  public static String words(List<Impediment> impediments) {
    return impediments.stream().map(Impediment::why).collect(Collectors.joining("; "));
  }
}
