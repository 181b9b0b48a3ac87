package dev.tidalctl.sandbox.load;

/** Hears what a running load has come to; called from any thread, at most once each. */
public interface LoadProgress {
  /** The gateway answers, and requests are being sent from now on. */
  void running(LoadPlan plan);

  /** The first write was acknowledged. */
  void firstAcknowledged(AckedSignal signal);

  /** Writes are acknowledged, queries are sent if they are wanted, and the rates are full. */
  void underWay();
}
