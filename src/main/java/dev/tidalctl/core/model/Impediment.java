package dev.tidalctl.core.model;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What speaks against taking something out of service.
 *
 * @param why in plain words, with the remedy
 * @param outlook what becomes of it
 */
public record Impediment(String why, Outlook outlook) {
  /** What becomes of an impediment if nobody sees to it. */
  public enum Outlook {
    /** It stays. */
    LASTS,
    /** It may be gone at the next look. */
    MAY_PASS,
    /**
     * Somebody could not be reached, and may be at the next look. A run that ends by such alone,
     * with nothing changed, was refused by nobody: its exit code is that of the unreachable.
     */
    UNREACHED
  }

  /** One that somebody must see to. */
  public static Impediment lasting(String why) {
    return new Impediment(why, Outlook.LASTS);
  }

  /** One that the next look may not show any more. */
  public static Impediment passing(String why) {
    return new Impediment(why, Outlook.MAY_PASS);
  }

  /** One that is there for as long as somebody can't be reached. */
  public static Impediment unreached(String why) {
    return new Impediment(why, Outlook.UNREACHED);
  }

  /** Whether it stays so until somebody sees to it. */
  public boolean lasts() {
    return outlook == Outlook.LASTS;
  }

  /** Whether there are some, and each is only that somebody can't be reached. */
  public static boolean onlyUnreached(List<Impediment> impediments) {
    return !impediments.isEmpty()
        && impediments.stream().allMatch(each -> each.outlook == Outlook.UNREACHED);
  }

  /** All of them in one line. */
  public static String words(List<Impediment> impediments) {
    return impediments.stream().map(Impediment::why).collect(Collectors.joining("; "));
  }
}
