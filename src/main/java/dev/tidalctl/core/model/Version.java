package dev.tidalctl.core.model;

/**
 * What a node says it runs, or what the operator wants it to run.
 *
 * @param value compared as text, never as a number: {@code 1.20} is not {@code 1.2}
 */
public record Version(String value) {
  @Override
  public String toString() {
    return value;
  }
}
