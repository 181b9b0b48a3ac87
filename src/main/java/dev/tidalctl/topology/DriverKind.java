package dev.tidalctl.topology;

/** Which control plane a cluster has, as the key {@code driver} names it. */
public enum DriverKind {
  /** The tidal control-plane HTTP API, v1. */
  TIDAL("tidal", LagUnit.EVENTS),
  /** PostgreSQL under Patroni. */
  PATRONI("patroni", LagUnit.BYTES);

  private final String word;
  private final LagUnit lagUnit;

  DriverKind(String word, LagUnit lagUnit) {
    this.word = word;
    this.lagUnit = lagUnit;
  }

  /** The word in the cluster file and in every JSON document. */
  public String word() {
    return word;
  }

  /** What this driver's lags, and so {@code policy.maxLag}, are counted in. */
  public LagUnit lagUnit() {
    return lagUnit;
  }
}
