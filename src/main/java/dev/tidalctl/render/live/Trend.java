package dev.tidalctl.render.live;

/** Which way a node's lag goes. */
public enum Trend {
  /** It falls further behind. */
  RISING,
  /** It catches up. */
  FALLING,
  /** Neither, but for what is written in a fifth of a second, or a tenth of the lag. */
  STEADY,
  /** Nobody has watched for long enough, there is no lag, or it is not known. */
  UNKNOWN
}
