package dev.tidalctl.core.model;

/**
 * Names one drain, rejoin or roll; holds and the lease carry it.
 *
 * @param value unique per run, fit for a file name and a shell word
 */
public record RunId(String value) {
  @Override
  public String toString() {
    return value;
  }
}
