package dev.tidalctl.topology;

/** What positions in the WAL, and so lags, are counted in. */
public enum LagUnit {
  /** Events, as the tidal driver counts. */
  EVENTS("events"),
  /** Bytes, as PostgreSQL counts. */
  BYTES("bytes");

  private final String word;

  LagUnit(String word) {
    this.word = word;
  }

  /** The word that JSON documents show as {@code lagUnit}. */
  public String word() {
    return word;
  }
}
